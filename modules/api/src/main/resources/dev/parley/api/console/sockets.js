// Sockets and users: who is there, and putting somebody out.

import { html, useState } from "./standalone.module.js";
import { inApp, part } from "./api.js";
import { count, plural } from "./format.js";
import { Search, useSettled } from "./rooms.js";
import { Badge, Empty, Fault, Loading, More, Name, Node, Panel, PickButton, Table, Time, confirm, doing, usePages } from "./ui.js";

async function put(path, namespace, who, then) {
  const yes = await confirm({
    title: `Disconnect ${who}?`,
    text: "Connections are closed. A stock client does not come back by itself after this; its page has to connect again.",
    action: "Disconnect",
  });
  if (!yes) return;
  const done = await doing(
    () => inApp("DELETE", path, { query: { namespace, connection: "true" } }),
    (answer) => `${plural(answer.reached, "socket")} disconnected.`,
  );
  if (done) then();
}

const Rooms = ({ rooms }) => html`<span class="chips">${rooms.slice(0, 4).map((room) => html`<a class="chip" key=${room} href=${`#/rooms/${part(room)}`}>${room}</a>`)}${rooms.length > 4 && html`<span class="hint">and ${count(rooms.length - 4)} more</span>`}</span>`;

export function SocketTable({ sockets, namespace, onGone, label }) {
  const columns = [
    { title: "Socket", of: (row) => html`<span class="id" title=${row.id}>${row.id}</span>` },
    { title: "User", of: (row) => (row.user ? html`<a href=${`#/sockets/${part(row.user)}`}>${row.user}</a>` : html`<span class="hint">nobody</span>`) },
    { title: "Node", of: (row) => html`<${Node} id=${row.node} />` },
    { title: "Transport", of: (row) => html`<${Badge} state=${row.transport} />` },
    { title: "Connected", of: (row) => html`<${Time} at=${row.connected} />` },
    { title: "Rooms", of: (row) => html`<${Rooms} rooms=${row.rooms} />` },
    {
      title: html`<span class="hidden">Actions</span>`,
      className: "end",
      of: (row) => html`<span class="buttons">
        <a class="button small" href=${`#/recorder/socket/${part(row.id)}`} aria-label=${`Watch socket ${row.id}`}>Watch</a>
        <button type="button" class="button small" aria-label=${`Disconnect socket ${row.id}`} onClick=${() => put(`sockets/${part(row.id)}`, namespace, `socket ${row.id}`, onGone)}>Disconnect</button></span>`,
    },
  ];
  return html`<${Table} label=${label} columns=${columns} rows=${sockets} keyOf=${(row) => row.id} />`;
}

function User({ user, namespace }) {
  const pages = usePages((cursor) => inApp("GET", `users/${part(user)}/sockets`, { query: { namespace, cursor, limit: 50 } }), [user, namespace]);
  const sockets = pages.pages.flatMap((page) => page.sockets);
  return html`<${Panel} title=${html`User <${Name}>${user}<//>`} label=${`User ${user}`} className="detail" actions=${html`
      <a class="button small" href=${`#/recorder/user/${part(user)}`}>Watch</a>
      <button type="button" class="button small" onClick=${pages.again}>Refresh</button>
      <button type="button" class="button small danger-text" disabled=${sockets.length === 0} onClick=${() => put(`users/${part(user)}/sockets`, namespace, user, pages.again)}>Disconnect user</button>`}>
    ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
    ${sockets.length > 0 ? html`<${SocketTable} sockets=${sockets} namespace=${namespace} onGone=${pages.again} label=${`Sockets of ${user}`} />`
      : pages.busy ? html`<${Loading} />` : html`<${Empty} title="Not connected">${user} has no socket in this namespace.<//>`}
    <${More} pages=${pages} />
  <//>`;
}

function Users({ wanted, namespace, app, target, go }) {
  const pages = usePages((cursor) => inApp("GET", "users", { query: { namespace, prefix: wanted, cursor, limit: 100 } }), [wanted, namespace, app]);
  const users = pages.pages.flatMap((page) => page.users);
  const columns = [
    { title: "User", of: (row) => html`<${PickButton} onClick=${() => go("sockets", row.user)}>${row.user}<//>` },
    { title: "Sockets", number: true, of: (row) => count(row.sockets) },
  ];
  return html`
    ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
    ${users.length > 0 ? html`<${Table} label="Users" columns=${columns} rows=${users} keyOf=${(row) => row.user} picked=${target} onPick=${(row) => go("sockets", row.user)} />`
      : pages.busy ? html`<${Loading} />`
      : !pages.fault && html`<${Empty} title=${wanted ? "No user begins like that" : "Nobody is known by name"}>Sockets that showed a token have a user. Those without one are under All sockets.<//>`}
    <${More} pages=${pages} />`;
}

function AllSockets({ namespace, app, wanted }) {
  const pages = usePages(async (cursor) => {
    if (!wanted) return inApp("GET", "sockets", { query: { namespace, cursor, limit: 50 } });
    try {
      return { sockets: [await inApp("GET", `sockets/${part(wanted)}`, { query: { namespace } })] };
    } catch (refusal) {
      if (refusal.status === 404) return { sockets: [] };
      throw refusal;
    }
  }, [namespace, app, wanted]);
  const sockets = pages.pages.flatMap((page) => page.sockets);
  return html`
    ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
    ${sockets.length > 0 ? html`<${SocketTable} sockets=${sockets} namespace=${namespace} onGone=${pages.again} label="Sockets" />`
      : pages.busy ? html`<${Loading} />`
      : !pages.fault && html`<${Empty} title=${wanted ? "No socket has this id" : "Nobody is connected"}>${wanted ? "It may have gone. Ids are told whole." : "Clients of this app are shown here."}<//>`}
    <${More} pages=${pages} />`;
}

export function Sockets({ namespace, app, target, go }) {
  const [kind, setKind] = useState("users");
  const [text, setText] = useState("");
  const wanted = useSettled(text.trim());
  const users = kind === "users";
  return html`<div class=${users ? "split" : ""}>
    <${Panel} title=${users ? "Users" : "Sockets"} actions=${html`<div class="segments" role="group" aria-label="What is listed">
        <button type="button" aria-pressed=${users} onClick=${() => setKind("users")}>Users</button>
        <button type="button" aria-pressed=${!users} onClick=${() => setKind("sockets")}>All sockets</button></div>`}>
      <${Search} label=${users ? "Users that begin with" : "Id of a socket"} placeholder=${users ? "User begins with …" : "Socket id"} value=${text} onInput=${setText} />
      ${users ? html`<${Users} wanted=${wanted} namespace=${namespace} app=${app} target=${target} go=${go} />` : html`<${AllSockets} namespace=${namespace} app=${app} wanted=${wanted} />`}
    <//>
    ${users && (target ? html`<${User} key=${target} user=${target} namespace=${namespace} />`
      : html`<${Panel} className="detail placeholder" label="No user chosen"><${Empty} title="No user chosen">Choose one to see all devices, on whichever node.<//><//>`)}
  </div>`;
}
