import { io } from "socket.io-client";
import { until } from "./until.mjs";

const ANSWER_MS = 20_000;

/** Somebody who has signed in as Socket.IO's Admin UI does, and keeps all that it is told. */
export class Watcher {
  /** In the order of arrival. */
  events = [];
  #socket;

  static signIn(url, auth) {
    return new Promise((connected, failed) => {
      const socket = io(`${url}/admin`, { forceNew: true, reconnection: false, withCredentials: true, auth });
      const watcher = new Watcher(socket);
      socket.once("connect", () => connected(watcher));
      socket.once("connect_error", failed);
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.onAny((name, ...args) => this.events.push({ name, args }));
  }

  get id() {
    return this.#socket.id;
  }

  get connected() {
    return this.#socket.connected;
  }

  /** The names of what it was told, in order. */
  names() {
    return this.events.map(({ name }) => name);
  }

  /** The arguments of each event of that name. */
  all(name) {
    return this.events.filter((each) => each.name === name).map(({ args }) => args);
  }

  first(name) {
    return this.all(name)[0];
  }

  /** The arguments of the first event of that name that is about something. */
  about(name, matches) {
    return until(
      () => `${name}; told until now: ${JSON.stringify(this.events.slice(-20)).slice(0, 4_000)}`,
      () => this.all(name).find((args) => matches(args)),
    );
  }

  emit(...event) {
    this.#socket.emit(...event);
  }

  /** The acknowledgement of an action. */
  ask(...event) {
    return this.#socket.timeout(ANSWER_MS).emitWithAck(...event);
  }

  close() {
    this.#socket.disconnect();
  }
}
