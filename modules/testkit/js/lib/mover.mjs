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
  /** How often it went on watching where it was, without asking. */
  resumed = 0;
  /** When it was let into its room last, on the process's clock. */
  since = 0;
  /** The room it is in whenever it is connected, and has said so. */
  in;
  #state = new Map();
  #users = new Set();
  #unknown = new Set();

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
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
    });
    this.socket.on("presence", (event) => {
      this.events.push(event);
      if (event.room) this.#users[event.online ? "add" : "delete"](event.user);
      else this.#state.set(event.user, event.online);
    });
    this.socket.on("presence:state", (now) => this.#learn(now));
    this.socket.on("disconnect", () => (this.in = undefined));
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

  /** Is in the room from now on, whenever it is connected. */
  async stays(room) {
    const join = () =>
      this.#insists(async () => {
        await this.does("join", { room });
        this.in = room;
        this.since = performance.now();
      });
    this.socket.on("connect", join);
    await join();
  }

  /** While a node is frozen that has to know of it, some answers are late. */
  async #insists(something) {
    const { id } = this.socket;
    while (this.connected && this.socket.id === id) {
      try {
        return await something();
      } catch (late) {
        console.log(`${this.user} at ${this.at}: ${late.message}`);
      }
    }
  }

  /** Is told from now on who comes and goes, whenever it is connected: in the cluster, and in the room it is in. */
  async watches(users, room) {
    this.socket.on("connect", () => this.#insists(() => this.#watch(users, room)));
    this.socket.on("disconnect", () => (this.watching = false));
    await this.#watch(users, room);
  }

  async #watch(users, room) {
    this.#unknown = new Set(["users", "room"]);
    if (this.socket.recovered) {
      this.resumed++;
      return;
    }
    await this.does("join", { room });
    this.#learn(await this.does("presence:watch", { users }));
    this.#learn(await this.does("presence:watch", { room }));
  }

  #learn({ online, users, complete }) {
    if (online) this.#state = new Map(Object.entries(online));
    if (users) this.#users = new Set(users);
    if (users && !complete) console.log(`${this.user} got an incomplete list`);
    this.#unknown.delete(online ? "users" : "room");
    this.watching = this.#unknown.size === 0;
  }

  /** Whom it takes for being in the room, of those whose names begin like this. */
  usersInRoom(prefix) {
    return [...this.#users].filter((user) => user.startsWith(prefix)).sort();
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
