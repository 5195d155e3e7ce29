import assert from "node:assert/strict";
import { io } from "socket.io-client";

const ANSWER_MS = 5_000;

/** A device of a user that comes back by itself, where it may: its application knows several nodes. */
export class Mover {
  /** What it was told of other users since it was last connected. */
  events = [];
  /** Whether it is away for good. */
  gone = false;
  watching = false;
  #state = new Map();

  /**
   * @param {string[]} urls of the nodes it knows
   * @param {string} user
   * @param {string} token that says so
   * @param {(at: number) => boolean} may tells at which of them it may try
   * @param {number} at the node it is at first
   */
  constructor(urls, user, token, may, at = 0) {
    this.user = user;
    this.at = at;
    this.socket = io(urls[at], {
      forceNew: true,
      transports: ["websocket"],
      auth: { token },
      timeout: 2_000,
      reconnectionDelay: 300,
      reconnectionDelayMax: 1_000,
    });
    this.socket.on("presence", (event) => {
      this.events.push(event);
      this.#state.set(event.user, event.online);
    });
    this.socket.io.on("reconnect_attempt", () => {
      if (urls.length === 1) return;
      for (let n = 0; n < urls.length && !may(this.at); n++) this.at = (this.at + 1) % urls.length;
      this.socket.io.uri = urls[this.at];
    });
  }

  get connected() {
    return this.socket.connected;
  }

  async does(event, request) {
    const answer = await this.socket.timeout(ANSWER_MS).emitWithAck(event, request);
    assert.equal(answer.ok, true, `${event}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Is told from now on who comes and goes, whenever it is connected. */
  async watches(users) {
    this.socket.on("connect", () => this.#watch(users));
    this.socket.on("disconnect", () => (this.watching = false));
    await this.#watch(users);
  }

  async #watch(users) {
    const { online } = await this.does("presence:watch", { users });
    this.#state = new Map(Object.entries(online));
    this.watching = true;
  }

  /** Those of whom it has heard something else last. */
  wrongAbout(online) {
    return Object.keys(online).filter((user) => this.#state.get(user) !== online[user]);
  }

  /** Leaves without a word: its node finds out by itself. */
  goes() {
    this.gone = true;
    this.socket.io.reconnection(false);
    this.socket.io.engine.transport.ws?.terminate?.();
    this.socket.disconnect();
  }

  close() {
    this.gone = true;
    this.socket.disconnect();
  }
}
