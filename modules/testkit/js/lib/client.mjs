import assert from "node:assert/strict";
import { io } from "socket.io-client";

const ANSWER_MS = 20_000;

/** A stock client that remembers every event it was sent. It does not reconnect: a lost connection is to be seen. */
export class Client {
  /** @type {{ event: string, args: any[], at: number }[]} in the order of arrival */
  events = [];
  /** Why the connection was lost, if it was. */
  lost = null;
  upgrades = 0;

  constructor(url, options = {}) {
    this.url = url;
    this.socket = io(url, { forceNew: true, reconnection: false, ...options });
    this.socket.onAny((event, ...args) => this.events.push({ event, args, at: performance.now() }));
    this.socket.on("disconnect", (reason) => (this.lost = reason));
    this.socket.io.engine.on("upgrade", () => this.upgrades++);
  }

  get id() {
    return this.socket.id;
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  /** Done when connected; fails with the reason when refused, or lost before it was let in. */
  connected() {
    return new Promise((done, refused) => {
      this.socket.once("connect", () => done(this));
      this.socket.once("connect_error", (error) => refused(new Error(`${this.url}: ${reason(error)}`)));
      this.socket.once("disconnect", (why) => refused(new Error(`${this.url}: ${why}`)));
    });
  }

  /** The acknowledgement of an event. */
  async ask(event, ...args) {
    try {
      return await this.socket.timeout(ANSWER_MS).emitWithAck(event, ...args);
    } catch (error) {
      throw new Error(`${event} at ${this.url}: ${error.message}; connection lost by: ${this.lost}`);
    }
  }

  /** Joins and expects to be let in. */
  async join(request) {
    const asked = typeof request === "string" ? { room: request } : request;
    const answer = await this.ask("join", asked);
    assert.equal(answer.ok, true, `join ${JSON.stringify(asked)} at ${this.url}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** First arguments of all that came under this name. */
  received(event) {
    return this.events.filter((each) => each.event === event).map((each) => each.args[0]);
  }

  close() {
    this.socket.disconnect();
  }
}

/** A refusal by the server has a message; a transport that failed has its own reason below. */
function reason(error) {
  return [error.message, error.description?.message].filter(Boolean).join(": ");
}

export function connect(url, options) {
  return new Client(url, options).connected();
}

/**
 * What becomes of an attempt to connect: `connected`, or the code of the refusal.
 *
 * @param {(socket: import("socket.io-client").Socket) => void} seen gets the socket before it goes
 */
export async function outcome(url, options, seen = () => {}) {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  try {
    return await new Promise((done, failed) => {
      socket.once("connect", () => done("connected"));
      socket.once("connect_error", (error) => (error.data ? done(error.data.code) : failed(error)));
      socket.once("disconnect", (why) => failed(new Error(`${url}: ${why}`)));
    });
  } finally {
    seen(socket);
    socket.disconnect();
  }
}

/** Connects clients, spread evenly over the nodes. */
export function connectAll(count, urls, options) {
  return Promise.all(Array.from({ length: count }, (_, i) => connect(urls[i % urls.length], options)));
}

export function assertNoneLost(clients) {
  const lost = clients.filter((client) => client.lost);
  assert.equal(lost.length, 0, `${lost.length} clients lost their connection, the first by: ${lost[0]?.lost}`);
}

export function closeAll(clients) {
  for (const client of clients) client.close();
}
