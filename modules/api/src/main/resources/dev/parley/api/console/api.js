// The HTTP API of this node, as backends have it too. The cookie says who is signed in, the token that this page asks.

/** A refusal: RFC 9457, with a stable code. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.code = problem.code || "";
    this.title = problem.title || "";
  }
}

const state = { session: null, app: "", lost: () => {} };

export const session = () => state.session;

export const chosenApp = () => state.app;

export function chooseApp(id) {
  state.app = id;
}

/** Calls back when the server knows this session no longer. */
export function onLost(then) {
  state.lost = then;
}

async function ask(method, path, { body, query, app, anonymous } = {}) {
  const headers = { Accept: "application/json" };
  if (state.session && !anonymous) headers["X-Console-Token"] = state.session.token;
  if (app) headers["X-Parley-App"] = app;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const search = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== ""));
  const url = search.size > 0 ? `${path}?${search}` : path;
  let answer;
  try {
    answer = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
  } catch {
    throw new Refusal(0, { code: "unreachable", title: "The node does not answer", detail: "The node that served this page does not answer." });
  }
  const text = await answer.text();
  let json = {};
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    // Not ours: a proxy's page, say.
  }
  if (answer.ok) return json;
  if (answer.status === 401 && state.session && !anonymous) {
    state.session = null;
    state.lost();
  }
  throw new Refusal(answer.status, json);
}

/** Something of the cluster, or of all apps. */
export const call = (method, path, options) => ask(method, `api/v1/${path}`, options);

/** Something of the app that is chosen. */
export const inApp = (method, path, options) => ask(method, `api/v1/${path}`, { ...options, app: state.app });

export const part = (text) => encodeURIComponent(text);

/** Who is signed in, if somebody is. */
export async function resume() {
  const found = await ask("GET", "console/session", { anonymous: true });
  state.session = found.token ? found : null;
  return state.session;
}

export async function signIn(key) {
  state.session = await ask("POST", "console/session", { body: { key }, anonymous: true });
  return state.session;
}

export async function signOut() {
  await ask("DELETE", "console/session");
  state.session = null;
}
