// Who this tab is. Each tab is a person of its own: another one may be somebody else.

const DEMO = new URL("../", import.meta.url);
const ROOT = new URL("../../", import.meta.url);
const KEY = "parley-demo-name";

/** A refusal of the server, for people and by its code. */
export class Refusal extends Error {
  constructor({ code, message, detail, title }) {
    super(message ?? detail ?? title ?? "The server refuses this.");
    this.code = code;
  }
}

export class Session {
  #said;

  static remembered() {
    return sessionStorage.getItem(KEY);
  }

  static forget() {
    sessionStorage.removeItem(KEY);
  }

  /** Asks the node to take somebody of this name for a user. */
  static async enter(name) {
    const session = new Session();
    await session.#mint(name);
    sessionStorage.setItem(KEY, session.name);
    return session;
  }

  async #mint(name) {
    this.#said = await call("POST", "session", { name });
  }

  /** A token for this user that lives longer. */
  async renew() {
    await this.#mint(this.name);
    return this.token;
  }

  get name() {
    return this.#said.name;
  }

  get user() {
    return this.#said.user;
  }

  get token() {
    return this.#said.token;
  }

  get namespace() {
    return this.#said.namespace;
  }

  get lobby() {
    return this.#said.lobby;
  }

  /** Where Socket.IO is on this node, and its stock client. */
  get path() {
    return new URL(this.#said.path.slice(1), ROOT).pathname;
  }

  get client() {
    return new URL(`${this.#said.path.slice(1)}socket.io.esm.min.js`, ROOT).href;
  }

  /** Asks the node for something in this user's name. */
  async ask(method, path, body) {
    try {
      return await this.#call(method, path, body);
    } catch (fault) {
      // A tab that has slept for long comes with a token that has expired.
      if (fault.code !== "unauthorized") throw fault;
      await this.renew();
      return this.#call(method, path, body);
    }
  }

  #call(method, path, body) {
    return call(method, path, body, { Authorization: `Bearer ${this.token}` });
  }
}

async function call(method, path, body, headers = {}) {
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  const response = await fetch(new URL(path, DEMO), {
    method,
    headers: { ...type, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Refusal({ code: "unreachable", message: "The node does not answer." });
  });
  if (response.status === 204) return undefined;
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(said);
  return said;
}
