// What admins have had done.

import { html } from "./standalone.module.js";
import { call } from "./api.js";
import { Badge, Empty, Fault, Loading, More, Name, Node, Panel, Table, Time, usePages } from "./ui.js";

const WORDS = {
  openSession: "signed in", endSession: "signed out", drainNode: "drained a node", emit: "emitted", emitBatch: "emitted a batch",
  disconnectUser: "disconnected a user", disconnectSocket: "disconnected a socket", createApp: "made an app", changeApp: "changed an app", deleteApp: "deleted an app",
  addKey: "made an API key", rotateKey: "rotated an API key", revokeKey: "revoked an API key", rotateSecret: "rotated a secret", revokeSecret: "revoked a secret",
  mintJoinToken: "minted a join token", mintUserToken: "minted a user token", revokeTokens: "revoked tokens", createEndpoint: "added an endpoint", changeEndpoint: "changed an endpoint",
  deleteEndpoint: "removed an endpoint", pingEndpoint: "pinged an endpoint", replayEndpoint: "replayed dead letters", replayDelivery: "replayed a delivery",
  showEndpointSecret: "read an endpoint's secret", rotateEndpointSecret: "rotated an endpoint's secret", startRecorder: "started the recorder", stopRecorder: "stopped the recorder",
  "adminUi.emit": "emitted at the Admin UI", "adminUi.join": "had sockets join a room", "adminUi.leave": "had sockets leave a room", "adminUi.disconnect": "disconnected sockets",
};

const tone = (status) => (status < 300 ? "good" : status < 500 ? "warn" : "bad");

export function Audit() {
  const pages = usePages((before) => call("GET", "audit", { query: { before, limit: 100 } }), []);
  const acts = pages.pages.flatMap((page) => page.acts);
  const columns = [
    { title: "When", of: (act) => html`<${Time} at=${act.time} as="moment" />` },
    { title: "Who", of: (act) => html`<${Name}>${act.by.key}<//> <span class="hint">${act.by.session ? `console ${act.by.session}` : "by key"}</span>` },
    { title: "What", of: (act) => html`<span title=${act.what}>${WORDS[act.what] ?? act.what}</span>` },
    { title: "On", of: (act) => html`<span class="path">${act.on}</span>` },
    { title: "App", of: (act) => act.app ?? "" },
    { title: "Outcome", of: (act) => html`<${Badge} tone=${tone(act.status)}>${act.status}<//>` },
    { title: "Node", of: (act) => html`<${Node} id=${act.node} />` },
    { title: "Request", of: (act) => html`<span class="id">${act.request ?? ""}</span>` },
  ];
  return html`<${Panel} title="Audit log" actions=${html`<button type="button" class="button small" onClick=${pages.again}>Refresh</button>`}>
    <p class="hint">What changed something, or gave a secret away, by the admin key, at the console or at the Admin UI. The logger <code>dev.parley.audit</code> has all of it; here are the newest.</p>
    ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
    ${acts.length > 0 ? html`<${Table} label="What admins did" columns=${columns} rows=${acts} keyOf=${(act) => act.id} />`
      : pages.busy ? html`<${Loading} />` : !pages.fault && html`<${Empty} title="Nothing yet">What is done here is listed from now on.<//>`}
    <${More} pages=${pages} />
  <//>`;
}
