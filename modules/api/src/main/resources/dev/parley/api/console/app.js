// The page: who is signed in, where they are, and what is around each view.

import { html, render, useEffect, useReducer, useState } from "./standalone.module.js";
import { call, chooseApp, inApp, onLost, part, resume, session, signOut } from "./api.js";
import { Apps } from "./apps.js";
import { Audit } from "./audit.js";
import { listen } from "./keys.js";
import { linkState, unwatch, useCluster, watch } from "./live.js";
import { Overview } from "./overview.js";
import { Recorder } from "./recorder.js";
import { Rooms } from "./rooms.js";
import { SignIn } from "./signin.js";
import { Sockets } from "./sockets.js";
import { TryIt } from "./tryit.js";
import { Badge, Dialog, Fault, Icon, Question, Toasts, doing } from "./ui.js";
import { Webhooks } from "./webhooks.js";
import { shortNode } from "./format.js";

/** The views, by the letter that comes behind g. `app` says that it is of one app, `namespace` of one of its namespaces. */
const VIEWS = [
  { name: "overview", title: "Overview", key: "o" },
  { name: "rooms", title: "Rooms", key: "r", app: true, namespace: true },
  { name: "sockets", title: "Sockets & users", key: "s", app: true, namespace: true },
  { name: "recorder", title: "Recorder", key: "f", app: true },
  { name: "apps", title: "Apps & keys", key: "a" },
  { name: "webhooks", title: "Webhooks", key: "w", app: true },
  { name: "tryit", title: "Try it", key: "t", app: true, namespace: true },
  { name: "audit", title: "Audit log", key: "l" },
];

const THEMES = ["auto", "light", "dark"];

// ---- Where it is ----

const hash = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);

function go(...to) {
  location.hash = `/${to.map(part).join("/")}`;
}

function useHash() {
  const [at, set] = useState(hash);
  useEffect(() => {
    const changed = () => set(hash());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return at;
}

// ---- How it looks ----

function useTheme() {
  const [theme, set] = useState(() => localStorage.getItem("parley.console.theme") ?? "auto");
  const [, again] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", again);
    return () => dark.removeEventListener("change", again);
  }, []);
  document.documentElement.dataset.theme = theme;
  const next = () => {
    const chosen = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    localStorage.setItem("parley.console.theme", chosen);
    set(chosen);
  };
  const shown = theme === "auto" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") : theme;
  return { theme, shown, next };
}

// ---- What is around the views ----

function Help({ onClose }) {
  return html`<${Dialog} title="Keyboard" onClose=${onClose}>
    <dl class="keys">
      ${VIEWS.map((view) => html`<div key=${view.name}><dt><kbd>g</kbd> <kbd>${view.key}</kbd></dt><dd>${view.title}</dd></div>`)}
      <div><dt><kbd>/</kbd></dt><dd>Search</dd></div>
      <div><dt><kbd>?</kbd></dt><dd>This list</dd></div>
      <div><dt><kbd>Esc</kbd></dt><dd>Close a dialog</dd></div>
    </dl>
  <//>`;
}

function Live() {
  const cluster = useCluster();
  const nodes = cluster.list();
  const bad = nodes.filter((each) => each.state !== "ready");
  if (linkState() !== "live") return html`<${Badge} state="connecting" />`;
  if (bad.length > 0) return html`<a href="#/overview" class="plain-link"><${Badge} tone="warn">${bad.length === 1 ? `${shortNode(bad[0].id)} is ${bad[0].state}` : `${bad.length} nodes are not ready`}<//></a>`;
  return html`<${Badge} state="live" />`;
}

function Nav({ view }) {
  return html`<nav aria-label="Console"><ul>
    ${VIEWS.map((each) => html`<li key=${each.name}><a href=${`#/${each.name}`} aria-current=${each.name === view.name ? "page" : undefined}><${Icon} name=${each.name} /><span>${each.title}</span></a></li>`)}
  </ul></nav>`;
}

/** Apps, and the namespaces that they all have. */
function useScene() {
  const [scene, set] = useState({ apps: [], namespaces: ["/"] });
  const load = async () => {
    try {
      const { apps } = await call("GET", "apps", { query: { limit: 1000 } });
      const configured = apps.find((each) => each.configured) ?? apps[0];
      set((before) => ({ ...before, apps, fault: undefined, app: apps.some((each) => each.id === before.app) ? before.app : configured.id }));
    } catch (fault) {
      set((before) => ({ ...before, fault }));
    }
  };
  useEffect(() => void load(), []);
  chooseApp(scene.app ?? "");
  useEffect(() => {
    if (!scene.app) return;
    inApp("GET", "server").then(
      ({ namespaces }) => set((before) => ({ ...before, namespaces: namespaces.map((each) => each.name).filter((name) => !name.includes("*")) })),
      () => {},
    );
  }, [scene.app]);
  return { ...scene, load, choose: (app) => set((before) => ({ ...before, app })) };
}

function Bar({ view, scene, namespace, onNamespace, theme, onHelp, onOut }) {
  return html`<header class="bar">
    <h1>${view.title}</h1>
    ${view.app && scene.apps.length > 0 && html`<label class="pick"><span>App</span><select value=${scene.app} onChange=${(event) => scene.choose(event.target.value)}>
      ${scene.apps.map((each) => html`<option key=${each.id} value=${each.id}>${each.name}</option>`)}</select></label>`}
    ${view.namespace && html`<label class="pick"><span>Namespace</span><input type="text" list="namespaces" spellcheck="false" value=${namespace} onChange=${(event) => onNamespace(event.target.value.startsWith("/") ? event.target.value : "/")} />
      <datalist id="namespaces">${scene.namespaces.map((each) => html`<option key=${each} value=${each} />`)}</datalist></label>`}
    <span class="spring"></span>
    <${Live} />
    <button type="button" class="button ghost icon-only" onClick=${theme.next} aria-label=${`Theme: ${theme.theme}`} title=${`Theme: ${theme.theme}`}><${Icon} name=${theme.theme} /></button>
    <button type="button" class="button ghost icon-only" onClick=${onHelp} aria-label="Keyboard" title="Keyboard (?)"><${Icon} name="help" /></button>
    <button type="button" class="button ghost icon-only" onClick=${onOut} aria-label="Sign out" title="Sign out"><${Icon} name="out" /></button>
  </header>`;
}

function View({ view, at, scene, namespace, theme }) {
  if (view.app && !scene.app) return scene.fault ? html`<${Fault} of=${scene.fault} again=${scene.load} />` : null;
  const [, target, second] = at;
  const configured = scene.apps.find((each) => each.id === scene.app)?.configured;
  const own = { app: scene.app, namespace, target, go, theme: theme.shown };
  switch (view.name) {
    case "rooms":
      return html`<${Rooms} ...${own} />`;
    case "sockets":
      return html`<${Sockets} ...${own} />`;
    case "recorder":
      return html`<${Recorder} key=${`${target}/${second}/${scene.app}`} app=${scene.app} kind=${target} target=${second} />`;
    case "apps":
      return html`<${Apps} apps=${scene.apps} target=${target} go=${go} onApps=${scene.load} />`;
    case "webhooks":
      return html`<${Webhooks} ...${own} />`;
    case "tryit":
      return html`<${TryIt} ...${own} configured=${configured} />`;
    case "audit":
      return html`<${Audit} />`;
    default:
      return html`<${Overview} theme=${theme.shown} />`;
  }
}

function Console({ theme, onOut, onLostSession }) {
  const at = useHash();
  const scene = useScene();
  const [namespace, setNamespace] = useState("/");
  const [help, setHelp] = useState(false);
  const view = VIEWS.find((each) => each.name === at[0]) ?? VIEWS[0];

  useEffect(() => {
    watch(onLostSession).catch(() => onLostSession());
    return unwatch;
  }, []);
  useEffect(() => listen(Object.fromEntries(VIEWS.map((each) => [each.key, each.name])), {
    go,
    help: () => setHelp(true),
    search: () => document.querySelector("[data-search]")?.focus(),
  }), []);
  useEffect(() => {
    document.title = `${view.title} – Parley console`;
  }, [view.name]);

  return html`<div class="shell">
    <a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      document.getElementById("main").focus();
    }}>Skip to the content</a>
    <div class="side">
      <p class="brand"><img src="console/assets/mark.svg" alt="" width="26" height="26" /> Parley</p>
      <${Nav} view=${view} />
      <p class="side-foot" title=${session()?.node}>${session()?.key} · ${shortNode(session()?.node ?? "")}</p>
    </div>
    <div class="body">
      <${Bar} view=${view} scene=${scene} namespace=${namespace} onNamespace=${setNamespace} theme=${theme} onHelp=${() => setHelp(true)} onOut=${onOut} />
      <main id="main" tabindex="-1"><${View} view=${view} at=${at} scene=${scene} namespace=${namespace} theme=${theme} /></main>
    </div>
    ${help && html`<${Help} onClose=${() => setHelp(false)} />`}
    <${Question} />
    <${Toasts} />
  </div>`;
}

function Page() {
  const theme = useTheme();
  const [state, setState] = useState({ busy: true });
  const lost = () => setState({ said: "The session is over. Sign in again." });
  useEffect(() => {
    onLost(lost);
    resume().then(
      (found) => setState({ session: found }),
      (fault) => setState({ fault }),
    );
  }, []);
  if (state.busy) return html`<p class="boot">Loading the console …</p>`;
  if (state.fault) return html`<div class="boot"><${Fault} of=${state.fault} again=${() => location.reload()} /></div>`;
  if (!state.session) return html`<${SignIn} said=${state.said} onIn=${() => setState({ session: session() })} />`;
  const out = async () => {
    unwatch();
    await doing(signOut);
    setState({});
  };
  return html`<${Console} theme=${theme} onOut=${out} onLostSession=${lost} />`;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${Page} />`, root);
