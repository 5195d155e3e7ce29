// Endpoints, what became of their deliveries, and sending again what was given up.

import { html, useState } from "./standalone.module.js";
import { inApp, part } from "./api.js";
import { count, plural } from "./format.js";
import { Badge, Dialog, Empty, Fault, Field, Loading, More, Name, Panel, PickButton, Table, Time, confirm, doing, useAsked, usePages } from "./ui.js";

const TABS = [["endpoints", "Endpoints"], ["deliveries", "Deliveries"], ["dead", "Dead letters"]];

function NewEndpoint({ onClose, onMade }) {
  const [url, setUrl] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const made = await doing(() => inApp("POST", "webhooks/endpoints", { body: { url } }), "The endpoint is told from now on.");
    if (made) onMade(made);
  };
  return html`<${Dialog} title="New endpoint" onClose=${onClose}>
    <form onSubmit=${submit}>
      <${Field} label="URL" hint="Parley POSTs what happens there, signed by Standard Webhooks. All types, until you choose some by the API."><input type="url" required maxlength="2000" spellcheck="false" placeholder="https://example.com/hooks" value=${url} onInput=${(event) => setUrl(event.target.value)} /><//>
      <div class="dialog-actions"><button type="submit" class="button primary">Add it</button></div>
    </form>
  <//>`;
}

function Endpoints({ app }) {
  const [adding, setAdding] = useState(false);
  const all = useAsked(() => inApp("GET", "webhooks/endpoints"), [app]);
  const ping = (endpoint) => doing(() => inApp("POST", `webhooks/endpoints/${part(endpoint.id)}/ping`), "A ping is under way: see Deliveries.");
  const enable = async (endpoint, enabled) => {
    if (await doing(() => inApp("PATCH", `webhooks/endpoints/${part(endpoint.id)}`, { body: { enabled } }), enabled ? "It is told again." : "It is told nothing any more.")) all.again();
  };
  const replay = async (endpoint) => {
    const yes = await confirm({ title: "Replay all dead letters?", text: `Everything that ${endpoint.url} was not given within the last 30 days is sent again, behind what waits.`, action: "Replay" });
    if (!yes) return;
    const since = new Date(Date.now() - 30 * 86_400_000).toISOString();
    await doing(() => inApp("POST", `webhooks/endpoints/${part(endpoint.id)}/replay`, { body: { since } }), (answer) => `${plural(answer.replayed, "delivery", "deliveries")} under way again.`);
  };
  const columns = [
    { title: "Endpoint", of: (each) => html`<span class="url" title=${each.url}>${each.url}</span><br /><span class="hint">${each.id}${each.configured ? " · configured" : ""}${each.description ? ` · ${each.description}` : ""}</span>` },
    { title: "State", of: (each) => (each.enabled ? (each.failingSince ? html`<${Badge} tone="warn">failing<//> <${Time} at=${each.failingSince} />` : html`<${Badge} state="enabled" />`) : html`<${Badge} state="disabled" /> <span class="hint">${each.disabled?.why}</span>`) },
    { title: "Types", of: (each) => (each.events ? html`<span class="chips">${each.events.map((type) => html`<span class="chip" key=${type}>${type}</span>`)}</span>` : "all") },
    { title: html`<span class="hidden">Actions</span>`, className: "end", of: (each) => html`<span class="buttons">
        <button type="button" class="button small" aria-label=${`Ping ${each.url}`} onClick=${() => ping(each)}>Ping</button>
        <button type="button" class="button small" aria-label=${`Replay dead letters of ${each.url}`} onClick=${() => replay(each)}>Replay</button>
        ${!each.configured && html`<button type="button" class="button small" aria-label=${`${each.enabled ? "Disable" : "Enable"} ${each.url}`} onClick=${() => enable(each, !each.enabled)}>${each.enabled ? "Disable" : "Enable"}</button>`}</span>` },
  ];
  const endpoints = all.value?.endpoints ?? [];
  return html`<${Panel} title="Endpoints" actions=${html`<button type="button" class="button small primary" onClick=${() => setAdding(true)}>New endpoint</button>`}>
    ${all.fault && html`<${Fault} of=${all.fault} again=${all.again} />`}
    ${endpoints.length > 0 ? html`<${Table} label="Endpoints" columns=${columns} rows=${endpoints} keyOf=${(each) => each.id} />`
      : all.busy ? html`<${Loading} />` : !all.fault && html`<${Empty} title="Nobody is told">Add an endpoint, and your backend hears what its users do.<//>`}
    ${adding && html`<${NewEndpoint} onClose=${() => setAdding(false)} onMade=${() => {
      setAdding(false);
      all.again();
    }} />`}
  <//>`;
}

function Delivery({ id, onReplayed, onClose }) {
  const known = useAsked(() => inApp("GET", `webhooks/deliveries/${part(id)}`), [id]);
  const attempts = known.value?.attempts ?? [];
  return html`<${Dialog} title="Delivery" className="wide" onClose=${onClose}>
    ${known.fault && html`<${Fault} of=${known.fault} again=${known.again} />`}
    ${known.busy && !known.value && html`<${Loading} />`}
    ${known.value && html`
      <dl class="facts">
        <dt>Id</dt><dd><${Name}>${known.value.id}<//></dd><dt>Type</dt><dd>${known.value.type}</dd>
        <dt>State</dt><dd><${Badge} state=${known.value.state} /></dd><dt>Accepted</dt><dd><${Time} at=${known.value.accepted} as="moment" /></dd>
        ${known.value.next && html`<dt>Next try</dt><dd><${Time} at=${known.value.next} as="moment" /></dd>`}
      </dl>
      <h3 class="sub">Attempts</h3>
      ${attempts.length > 0 ? html`<${Table} label="Attempts" rows=${attempts} keyOf=${(each) => each.at} columns=${[
        { title: "At", of: (each) => html`<${Time} at=${each.at} as="moment" />` },
        { title: "Status", number: true, of: (each) => each.status ?? "–" },
        { title: "Result", of: (each) => each.result },
        { title: "Took", number: true, of: (each) => `${count(each.millis)} ms` },
        { title: "Answer", of: (each) => html`<span class="clip" title=${each.answer}>${each.answer ?? ""}</span>` },
      ]} />` : html`<p class="hint">None yet.</p>`}
      <h3 class="sub">Body</h3>
      <pre class="code" tabindex="0">${JSON.stringify(known.value.body, null, 2)}</pre>
      <div class="dialog-actions"><button type="button" class="button primary" disabled=${known.value.state === "pending"} onClick=${() => onReplayed(id)}>Send it again</button></div>`}
  <//>`;
}

function Deliveries({ app, dead }) {
  const [open, setOpen] = useState(null);
  const pages = usePages((before) => inApp("GET", dead ? "webhooks/dead-letters" : "webhooks/deliveries", { query: { before, limit: 50 } }), [app, dead]);
  const rows = pages.pages.flatMap((page) => page.deliveries);
  const replay = async (id) => {
    const done = await doing(() => inApp("POST", `webhooks/deliveries/${part(id)}/replay`), "It is under way again.");
    if (!done) return;
    setOpen(null);
    pages.again();
  };
  const columns = [
    { title: "Delivery", of: (row) => html`<${PickButton} onClick=${() => setOpen(row.id)} title=${row.id}><span class="id">${row.id}</span><//>` },
    { title: "Type", of: (row) => row.type },
    { title: "State", of: (row) => html`<${Badge} state=${row.state} />` },
    { title: "Accepted", of: (row) => html`<${Time} at=${row.accepted} />` },
    { title: "Last attempt", of: (row) => (row.lastAttempt ? html`${row.lastAttempt.status ?? ""} ${row.lastAttempt.result}` : html`<span class="hint">none</span>`) },
    { title: "Failures", number: true, of: (row) => count(row.failures) },
    { title: html`<span class="hidden">Actions</span>`, className: "end", of: (row) => row.state !== "pending" && html`<button type="button" class="button small" aria-label=${`Replay ${row.id}`} onClick=${() => replay(row.id)}>Replay</button>` },
  ];
  return html`<${Panel} title=${dead ? "Dead letters" : "Deliveries"} actions=${html`<button type="button" class="button small" onClick=${pages.again}>Refresh</button>`}>
    ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
    ${rows.length > 0 ? html`<${Table} label=${dead ? "Dead letters" : "Deliveries"} columns=${columns} rows=${rows} keyOf=${(row) => row.id} onPick=${(row) => setOpen(row.id)} />`
      : pages.busy ? html`<${Loading} />`
      : !pages.fault && html`<${Empty} title=${dead ? "Nothing was given up" : "Nothing was told yet"}>${dead ? "Deliveries that fail to the last are kept here, to be sent again." : "What endpoints are told is listed here, the newest first."}<//>`}
    <${More} pages=${pages} />
    ${open && html`<${Delivery} id=${open} onReplayed=${replay} onClose=${() => setOpen(null)} />`}
  <//>`;
}

export function Webhooks({ app, target, go }) {
  const tab = TABS.some(([name]) => name === target) ? target : "endpoints";
  return html`
    <div class="segments tabs" role="group" aria-label="Webhooks">
      ${TABS.map(([name, title]) => html`<button type="button" key=${name} aria-pressed=${tab === name} onClick=${() => go("webhooks", name)}>${title}</button>`)}
    </div>
    ${tab === "endpoints" ? html`<${Endpoints} app=${app} />` : html`<${Deliveries} key=${tab} app=${app} dead=${tab === "dead"} />`}`;
}
