// Apps, their keys and their secrets.

import { html, useState } from "./standalone.module.js";
import { call, part } from "./api.js";
import { Badge, Copy, Dialog, Empty, Fault, Field, Loading, Name, Panel, PickButton, Table, Time, confirm, doing, useAsked } from "./ui.js";

const SCOPES = ["emit", "read", "sockets", "tokens", "chat", "webhooks", "admin"];

/** Something secret that the server tells once. */
function Secret({ title, text, onClose }) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>This is shown once. Keep it where your backend keeps its secrets.</p>
    <p class="secret"><code>${text}</code></p>
    <div class="dialog-actions"><${Copy} text=${text} /><button type="button" class="button primary" onClick=${(event) => event.target.closest("dialog").close()}>I have it</button></div>
  <//>`;
}

function NewApp({ onClose, onMade }) {
  const [name, setName] = useState("");
  const [id, setId] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const made = await doing(() => call("POST", "apps", { body: { name, ...(id ? { id } : {}) } }), `The app ${name} is there.`);
    if (made) onMade(made);
  };
  return html`<${Dialog} title="New app" onClose=${onClose}>
    <form onSubmit=${submit}>
      <${Field} label="Name"><input type="text" required maxlength="200" value=${name} onInput=${(event) => setName(event.target.value)} /><//>
      <${Field} label="Id (optional)" hint="In URLs and tokens: letters, digits, dots, hyphens."><input type="text" maxlength="64" pattern="[A-Za-z0-9._\\-]+" spellcheck="false" value=${id} onInput=${(event) => setId(event.target.value)} /><//>
      <div class="dialog-actions"><button type="submit" class="button primary">Make it</button></div>
    </form>
  <//>`;
}

function NewKey({ app, onClose, onMade }) {
  const [scopes, setScopes] = useState(["emit", "read"]);
  const submit = async (event) => {
    event.preventDefault();
    const made = await doing(() => call("POST", `apps/${part(app)}/keys`, { body: { scopes } }));
    if (made) onMade(made.key);
  };
  const toggle = (scope) => setScopes(scopes.includes(scope) ? scopes.filter((each) => each !== scope) : [...scopes, scope]);
  return html`<${Dialog} title="New API key" onClose=${onClose}>
    <form onSubmit=${submit}>
      <fieldset><legend>What it opens</legend>
        ${SCOPES.map((scope) => html`<label class="check" key=${scope}><input type="checkbox" checked=${scopes.includes(scope)} onChange=${() => toggle(scope)} /> ${scope}</label>`)}
      </fieldset>
      <div class="dialog-actions"><button type="submit" class="button primary" disabled=${scopes.length === 0}>Make it</button></div>
    </form>
  <//>`;
}

function App({ app, onChanged }) {
  const [dialog, setDialog] = useState(null);
  const known = useAsked(async () => {
    const [keys, secrets] = await Promise.all([call("GET", `apps/${part(app.id)}/keys`), call("GET", `apps/${part(app.id)}/secrets`)]);
    return { keys: keys.keys, secrets: secrets.secrets };
  }, [app.id]);
  const show = (title, text) => {
    setDialog({ title, text });
    known.again();
  };
  const rotate = async (key) => {
    const yes = await confirm({ title: `Rotate key ${key.id}?`, text: "A new key with the same scopes is made. The old one goes on for an hour.", action: "Rotate" });
    if (!yes) return;
    const made = await doing(() => call("POST", `apps/${part(app.id)}/keys/${part(key.id)}/rotate`, { body: { overlap: 3600 } }));
    if (made) show("New API key", made.key);
  };
  const revoke = async (key) => {
    const yes = await confirm({ title: `Revoke key ${key.id}?`, text: "Backends that still use it are refused at once, on all nodes.", action: "Revoke", typed: key.id });
    if (yes && await doing(() => call("DELETE", `apps/${part(app.id)}/keys/${part(key.id)}`), "The key opens nothing any more.")) known.again();
  };
  const rotateSecret = async () => {
    const yes = await confirm({ title: "New signing secret?", text: "Join tokens by the secret of now are accepted for another hour.", action: "Make a new one" });
    if (!yes) return;
    const made = await doing(() => call("POST", `apps/${part(app.id)}/secrets`, { body: { overlap: 3600 } }));
    if (made) show("New signing secret", made.secret);
  };
  const remove = async () => {
    const yes = await confirm({ title: `Delete ${app.name}?`, text: "Its keys and tokens open nothing any more, and its clients are disconnected.", action: "Delete the app", typed: app.id });
    if (yes && await doing(() => call("DELETE", `apps/${part(app.id)}`), `${app.name} is deleted.`)) onChanged(null);
  };
  const fixed = app.configured;
  const keyColumns = [
    { title: "Key", of: (key) => html`<${Name}>${key.id}<//>` },
    { title: "Opens", of: (key) => html`<span class="chips">${key.scopes.length === SCOPES.length ? html`<span class="chip">everything</span>` : key.scopes.map((scope) => html`<span class="chip" key=${scope}>${scope}</span>`)}</span>` },
    { title: "Until", of: (key) => (key.until ? html`<${Time} at=${key.until} as="moment" />` : "for good") },
    { title: html`<span class="hidden">Actions</span>`, className: "end", of: (key) => !fixed && html`<span class="buttons">
        <button type="button" class="button small" onClick=${() => rotate(key)} aria-label=${`Rotate key ${key.id}`}>Rotate</button>
        <button type="button" class="button small danger-text" onClick=${() => revoke(key)} aria-label=${`Revoke key ${key.id}`}>Revoke</button></span>` },
  ];
  const limits = Object.entries(app.limits ?? {});
  return html`<${Panel} title=${app.name} className="detail" actions=${!fixed && html`<button type="button" class="button small danger-text" onClick=${remove}>Delete</button>`}>
    <dl class="facts">
      <dt>Id</dt><dd><${Name}>${app.id}<//></dd>
      <dt>Origins</dt><dd>${app.origins ? app.origins.join(", ") || "no page may connect" : "as the server allows"}</dd>
      <dt>Limits</dt><dd>${limits.length > 0 ? limits.map(([name, value]) => `${name} ${value}`).join(", ") : "those of the server"}</dd>
      <dt>Trusts</dt><dd>${(app.trusts ?? []).length > 0 ? `${app.trusts.length} issuer(s) of tokens` : "its own tokens"}</dd>
    </dl>
    ${fixed && html`<p class="hint">This app stands in the configuration (<code>app:</code>), and is changed there.</p>`}
    ${known.fault && html`<${Fault} of=${known.fault} again=${known.again} />`}
    ${known.busy && !known.value && html`<${Loading} />`}
    ${known.value && html`
      <h3 class="sub">API keys ${!fixed && html`<button type="button" class="button small" onClick=${() => setDialog({ key: true })}>New key</button>`}</h3>
      <${Table} label="API keys" columns=${keyColumns} rows=${known.value.keys} keyOf=${(key) => key.id} />
      <h3 class="sub">Signing secrets ${!fixed && html`<button type="button" class="button small" onClick=${rotateSecret}>Rotate</button>`}</h3>
      <${Table} label="Signing secrets" rows=${known.value.secrets} keyOf=${(secret) => secret.id}
        columns=${[{ title: "Secret", of: (secret) => html`<${Name}>${secret.id}<//>` }, { title: "Until", of: (secret) => (secret.until ? html`<${Time} at=${secret.until} as="moment" />` : "for good") }]} />`}
    ${dialog?.key && html`<${NewKey} app=${app.id} onClose=${() => setDialog(null)} onMade=${(key) => show("New API key", key)} />`}
    ${dialog?.text && html`<${Secret} key=${dialog.text} title=${dialog.title} text=${dialog.text} onClose=${() => setDialog(null)} />`}
  <//>`;
}

export function Apps({ apps, target, go, onApps }) {
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState(null);
  const picked = apps.find((each) => each.id === target);
  const columns = [
    { title: "App", of: (app) => html`<${PickButton} onClick=${() => go("apps", app.id)}>${app.name}<//>` },
    { title: "Id", of: (app) => html`<${Name}>${app.id}<//>` },
    { title: "", of: (app) => app.configured && html`<${Badge}>configured<//>` },
  ];
  return html`<div class="split">
    <${Panel} title="Apps" actions=${html`<button type="button" class="button small primary" onClick=${() => setMaking(true)}>New app</button>`}>
      <${Table} label="Apps" columns=${columns} rows=${apps} keyOf=${(app) => app.id} picked=${target} onPick=${(app) => go("apps", app.id)} />
    <//>
    ${picked ? html`<${App} key=${picked.id} app=${picked} onChanged=${() => {
      onApps();
      go("apps");
    }} />` : html`<${Panel} className="detail placeholder" label="No app chosen"><${Empty} title="No app chosen">Apps share the cluster and nothing else. Choose one to see its keys.<//><//>`}
    ${making && html`<${NewApp} onClose=${() => setMaking(false)} onMade=${(created) => {
      setMaking(false);
      setMade(created);
      onApps();
      go("apps", created.app.id);
    }} />`}
    ${made && html`<${Secret} title=${`First API key of ${made.app.name}`} text=${made.key.key} onClose=${() => setMade(null)} />`}
  </div>`;
}
