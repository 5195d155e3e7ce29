// The pieces that all views are made of.

import { html, useEffect, useReducer, useRef, useState } from "./standalone.module.js";
import { ago, full, moment, shortNode } from "./format.js";

// ---- Pictures ----

const PATHS = {
  overview: "M4 19V9m5 10V5m5 14v-7m5 7V8",
  rooms: "M5 9h14M5 15h14M10 4 8 20m8-16-2 16",
  sockets: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.500 8a7.500 7.500 0 0 1 15 0",
  recorder: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm0-5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  apps: "M4 4h7v7H4zm9 0h7v7h-7zM4 13h7v7H4zm9 0h7v7h-7z",
  webhooks: "M9 9a3 3 0 1 1 4.500 2.600L15 15m0 0a3 3 0 1 1 0 3H8m0 0a3 3 0 1 1-2-4.600",
  tryit: "M8 5v14l11-7z",
  audit: "M7 4h10v16H7zm3 4h4m-4 4h4m-4 4h2",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm4.700-1.800L20 20",
  close: "m6 6 12 12M18 6 6 18",
  light: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400m0-12.800L17 7M7 17l-1.400 1.400",
  dark: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z",
  auto: "M12 4v16a8 8 0 0 0 0-16Zm0 0a8 8 0 0 0 0 16",
  out: "M14 4h5v16h-5M4 12h10m-3.500-3.500L14 12l-3.500 3.500",
  help: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm-2.200-9.800a2.200 2.200 0 1 1 3.300 1.900c-.8.4-1.100.9-1.100 1.600m0 2.600v.1",
  copy: "M9 9h10v10H9zM5 15V5h10",
  more: "m9 6 6 6-6 6",
};

export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
}

// ---- Words ----

const TONES = {
  ready: "good", delivered: "good", live: "good", enabled: "good", websocket: "plain",
  degraded: "warn", draining: "warn", pending: "warn", connecting: "warn", starting: "plain", silent: "bad", dead: "bad", disabled: "bad",
};

export function Badge({ state, tone, children }) {
  return html`<span class="badge ${tone ?? TONES[state] ?? "plain"}">${children ?? state}</span>`;
}

/** A time, told as long ago or by the clock; the whole of it is the title. */
export function Time({ at, as = "ago" }) {
  if (!at) return "–";
  return html`<time datetime=${at} title=${full(at)}>${as === "ago" ? ago(at) : moment(at)}</time>`;
}

export const Node = ({ id }) => html`<span class="node" title=${id}>${shortNode(id)}</span>`;

export const Name = ({ children }) => html`<code class="name">${children}</code>`;

export function Panel({ title, actions, children, className = "", label }) {
  return html`<section class="panel ${className}" aria-label=${label ?? title}>
    ${(title || actions) && html`<header class="panel-head"><h2>${title}</h2><div class="actions">${actions}</div></header>`}
    ${children}
  </section>`;
}

export const Empty = ({ title, children }) => html`<div class="empty"><p class="empty-title">${title}</p><p>${children}</p></div>`;

export const Loading = ({ what = "Loading" }) => html`<p class="loading" role="status"><span class="spinner" aria-hidden="true"></span>${what} …</p>`;

export function Fault({ of, again }) {
  return html`<div class="fault" role="alert">
    <p><strong>${of.title || "That did not work"}</strong> ${of.message}</p>
    ${again && html`<button type="button" class="button small" onClick=${again}>Try again</button>`}
  </div>`;
}

export function Field({ label, hint, children }) {
  return html`<label class="field"><span class="field-label">${label}</span>${children}${hint && html`<span class="hint">${hint}</span>`}</label>`;
}

/** @param columns {title, of, className?, number?} */
export function Table({ label, columns, rows, keyOf, onPick, picked }) {
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead><tr>${columns.map((each) => html`<th scope="col" class=${each.number ? "number" : ""}>${each.title}</th>`)}</tr></thead>
      <tbody>
        ${rows.map((row) => html`<tr key=${keyOf(row)} class=${`${onPick ? "pickable" : ""} ${picked === keyOf(row) ? "picked" : ""}`}
            onClick=${onPick && ((event) => event.target.closest("button, a") || onPick(row))}>
          ${columns.map((each) => html`<td class=${each.number ? "number" : each.className ?? ""}>${each.of(row)}</td>`)}
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}

export const PickButton = ({ onClick, children, title }) =>
  html`<button type="button" class="link" onClick=${onClick} title=${title}>${children}</button>`;

export function Copy({ text, label = "Copy" }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 2_000);
    } catch {
      toast("The browser does not let this page copy: select the text instead.", "bad");
    }
  };
  return html`<button type="button" class="button small" onClick=${copy}><${Icon} name="copy" />${done ? "Copied" : label}</button>`;
}

// ---- What waits for an answer ----

/** Something that is asked for: {value, fault, busy, again}. Asked again when one of `about` changes. */
export function useAsked(ask, about) {
  const [state, setState] = useState({ busy: true });
  const turn = useRef(0);
  const again = () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, busy: true, fault: undefined }));
    ask().then(
      (value) => turn.current === mine && setState({ value, busy: false }),
      (fault) => turn.current === mine && setState((before) => ({ ...before, fault, busy: false })),
    );
  };
  useEffect(() => {
    again();
    return () => {
      turn.current++;
    };
  }, about);
  return { ...state, again };
}

/** Pages of a list: more of them come behind those that are there. */
export function usePages(ask, about) {
  const [state, setState] = useState({ pages: [], busy: true });
  const turn = useRef(0);
  const load = (cursor) => {
    const mine = cursor ? turn.current : ++turn.current;
    setState((before) => ({ ...before, busy: true, fault: undefined }));
    ask(cursor).then(
      (page) => turn.current === mine
        && setState((before) => ({ pages: cursor ? [...before.pages, page] : [page], next: page.next, busy: false })),
      (fault) => turn.current === mine && setState((before) => ({ ...before, fault, busy: false })),
    );
  };
  useEffect(() => load(), about);
  return { ...state, again: () => load(), more: state.next ? () => load(state.next) : undefined };
}

export function More({ pages }) {
  return html`<div class="more">
    ${pages.more && html`<button type="button" class="button" disabled=${pages.busy} onClick=${pages.more}>Load more</button>`}
    ${pages.pages.some((page) => page.complete === false) && html`<p class="hint warn-text">Some nodes did not answer: this is not all there is.</p>`}
  </div>`;
}

// ---- What is said for a moment ----

const toasts = { all: [], next: 0, changed: () => {} };

export function toast(text, tone = "good") {
  const id = toasts.next++;
  toasts.all = [...toasts.all.slice(-3), { id, text, tone }];
  toasts.changed();
  setTimeout(() => {
    toasts.all = toasts.all.filter((each) => each.id !== id);
    toasts.changed();
  }, tone === "bad" ? 9_000 : 5_000);
}

export function Toasts() {
  const [, again] = useReducer((n) => n + 1, 0);
  toasts.changed = again;
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.all.map((each) => html`<p key=${each.id} class="toast ${each.tone}">${each.text}</p>`)}
  </div>`;
}

/** Does something, and says what came of it. */
export async function doing(work, done) {
  try {
    const value = await work();
    if (done) toast(typeof done === "function" ? done(value) : done);
    return value;
  } catch (fault) {
    toast(`${fault.title ? `${fault.title}: ` : ""}${fault.message}`, "bad");
    return undefined;
  }
}

// ---- Dialogs ----

/** A modal dialog; the browser gives the focus back to whoever had it. */
export function Dialog({ title, onClose, children, className = "" }) {
  const at = useRef(null);
  useEffect(() => {
    at.current.showModal();
  }, []);
  return html`<dialog ref=${at} class=${className} aria-label=${title} onClose=${onClose} onClick=${(event) => event.target === at.current && at.current.close()}>
    <div class="dialog-body">
      <header class="dialog-head"><h2>${title}</h2>
        <button type="button" class="button ghost icon-only" aria-label="Close" onClick=${() => at.current.close()}><${Icon} name="close" /></button>
      </header>
      ${children}
    </div>
  </dialog>`;
}

const question = { open: null, changed: () => {} };

/**
 * Asks before something that cannot be taken back.
 *
 * @param typed what has to be typed for it, if that is dangerous
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, action, typed }) {
  return new Promise((answer) => {
    question.open = { title, text, action, typed, answer };
    question.changed();
  });
}

export function Question() {
  const [, again] = useReducer((n) => n + 1, 0);
  const [typed, setTyped] = useState("");
  question.changed = again;
  const asked = question.open;
  if (!asked) return null;
  const answer = (yes) => {
    question.open = null;
    setTyped("");
    asked.answer(yes);
    again();
  };
  const held = asked.typed && typed !== asked.typed;
  return html`<${Dialog} title=${asked.title} className="question" onClose=${() => answer(false)}>
    <form onSubmit=${(event) => {
      event.preventDefault();
      if (!held) answer(true);
    }}>
      <p>${asked.text}</p>
      ${asked.typed && html`<${Field} label=${html`Type <code>${asked.typed}</code> to go on`}>
        <input type="text" autocomplete="off" spellcheck="false" value=${typed} onInput=${(event) => setTyped(event.target.value)} />
      <//>`}
      <div class="dialog-actions">
        <button type="button" class="button" onClick=${() => answer(false)}>Cancel</button>
        <button type="submit" class="button danger" disabled=${held}>${asked.action}</button>
      </div>
    </form>
  <//>`;
}
