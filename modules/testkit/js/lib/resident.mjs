import { io } from "socket.io-client";

const PAUSE_MS = 100;
const ANSWER_MS = 12_000;

/** A user of the chat who is always at some node: when one goes, or does not answer, at the next one. */
export class Resident {
  #urls;
  #token;
  #socket;
  #closed = false;
  /** How often a node was left. */
  moves = 0;

  /**
   * @param {string[]} urls where to go, in turn
   * @param {string} token that says who it is
   * @param {(socket: import("socket.io-client").Socket) => void} arrived each time it is somewhere
   */
  constructor(urls, first, token, arrived = () => {}) {
    this.#urls = urls;
    this.#token = token;
    this.arrived = arrived;
    this.#open(first);
  }

  #open(at) {
    if (this.#closed) return;
    this.at = at;
    const socket = io(this.#urls[at], {
      forceNew: true,
      reconnection: false,
      transports: ["websocket"],
      timeout: 5_000,
      auth: { token: this.#token },
    });
    this.#socket = socket;
    socket.once("connect", () => this.arrived(socket));
    socket.once("connect_error", () => this.moveOn(socket));
    socket.once("disconnect", () => this.moveOn(socket));
  }

  /** To the next node, unless it has gone there already. */
  moveOn(socket) {
    if (this.#closed || socket !== this.#socket) return;
    this.moves++;
    this.#socket = undefined;
    socket.disconnect();
    setTimeout(() => this.#open((this.at + 1) % this.#urls.length), PAUSE_MS);
  }

  /** The acknowledgement of an event; nothing if there was none, and then it is at another node before long. */
  async ask(event, request) {
    const socket = this.#socket;
    if (!socket?.connected) {
      await new Promise((later) => setTimeout(later, PAUSE_MS));
      return undefined;
    }
    try {
      return await socket.timeout(ANSWER_MS).emitWithAck(event, request);
    } catch {
      this.moveOn(socket);
      return undefined;
    }
  }

  close() {
    this.#closed = true;
    this.#socket?.disconnect();
  }
}
