import { io } from "socket.io-client";
import { until } from "./until.mjs";

/** A stock client that is cut off again and again, and comes back by itself, at the node it is told to. */
export class Traveller {
  /** First arguments of all that it was sent as `news`, over all its connections. */
  news = [];
  /** The last argument of each. */
  offsets = [];
  /** Whether each of its connections went on where the one before was. */
  recovered = [];
  ids = [];

  constructor(url, options = {}) {
    this.socket = io(url, {
      forceNew: true,
      transports: ["websocket"],
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      timeout: 5_000,
      ...options,
    });
    this.socket.on("news", (...args) => {
      this.news.push(args[0]);
      this.offsets.push(args.at(-1));
    });
    this.socket.on("connect", () => {
      this.recovered.push(this.socket.recovered);
      this.ids.push(this.socket.id);
    });
  }

  get connects() {
    return this.recovered.length;
  }

  /** Done when it has connected so many times. */
  async connected(times = 1, seconds = 20) {
    await until(
      () => `connected ${times} times; ${this.connects} times until now`,
      () => this.connects >= times && this.socket.connected,
      seconds,
    );
    return this;
  }

  async ask(event, argument) {
    return this.socket.timeout(20_000).emitWithAck(event, argument);
  }

  /** Where it goes when it comes back. */
  heads(url) {
    this.socket.io.uri = url;
  }

  /** Ends its connection by a reset: no closing handshake of any kind. */
  cut() {
    const { transport } = this.socket.io.engine;
    if (transport.name === "websocket") transport.ws._socket.resetAndDestroy();
    else transport._pollXhr?.abort?.() ?? this.socket.io.engine.close();
  }

  close() {
    this.socket.disconnect();
  }
}
