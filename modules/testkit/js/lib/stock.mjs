import { io as io4 } from "socket.io-client";
import io2 from "socket.io-client-2";
import { io as io3 } from "socket.io-client-3";
import parser from "socket.io-msgpack-parser";
import { until } from "./until.mjs";

const ANSWER_MS = 20_000;
const PATIENCE = { forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 500 };

/** How each generation of the stock client is made and says who it is, and which revision of Engine.IO it speaks. */
const makes = {
  "4.8.4": { io: io4, identity: (auth) => ({ auth }), revision: 4 },
  "4.8.4 msgpack": { io: io4, identity: (auth) => ({ auth, parser }), revision: 4 },
  "3.1.3": { io: io3, identity: (auth) => ({ auth }), revision: 4 },
  "2.5.0": { io: io2, identity: (query) => ({ query }), revision: 3 },
};

export const generations = Object.keys(makes);

/** Transports with which a client may connect, in its order: it ends up with the last one. */
export const ways = [["polling"], ["websocket"], ["polling", "websocket"]];

/** A stock client of any generation. As they all do, it comes back by itself when it loses its connection. */
export class Stock {
  connects = 0;
  /** Why it lost its connection, each time. */
  lost = [];
  #heard = {};

  constructor(generation, transports, socket) {
    this.generation = generation;
    this.transports = transports;
    this.socket = socket;
    socket.on("connect", () => this.connects++);
    socket.on("disconnect", (reason) => this.lost.push(reason));
  }

  /** One that is connected over the transport it ends up with. */
  static async connect(generation, url, transports, auth = {}) {
    const stock = await Stock.begin(generation, url, transports, auth);
    return stock.settled();
  }

  /** One that is connected, and may yet change to another transport. */
  static async begin(generation, url, transports, auth = {}) {
    const { io, identity } = makes[generation];
    const stock = new Stock(generation, transports, io(url, { ...PATIENCE, transports, ...identity(auth) }));
    await until(`${stock} connects`, () => stock.connects > 0);
    return stock;
  }

  /** The same client in one more namespace, over the same connection. */
  beside(namespace, auth = {}) {
    const { identity } = makes[this.generation];
    return new Stock(this.generation, this.transports, this.socket.io.socket(namespace, identity(auth))).settled();
  }

  /** Done when it has connected so many times, and is where it ends up. */
  async settled(times = 1, seconds = 30) {
    await until(
      () => `${this} has connected ${times} times; ${this.connects} times until now, lost by: ${this.lost}`,
      () => this.connects >= times && this.socket.connected && this.transport === this.transports.at(-1),
      seconds,
    );
    return this;
  }

  get engineRevision() {
    return makes[this.generation].revision;
  }

  get engine() {
    return this.socket.io.engine;
  }

  get transport() {
    return this.engine?.transport.name;
  }

  /** Keeps what comes under these names. */
  listen(...events) {
    for (const event of events) {
      this.#heard[event] = [];
      this.socket.on(event, (...args) => this.#heard[event].push(args));
    }
    return this;
  }

  /** The arguments of each event of that name, in the order of arrival. */
  heard(event) {
    return this.#heard[event];
  }

  /** The arguments of the first event of that name. */
  hears(event) {
    return until(
      () => `${this} hears ${event}; lost by: ${this.lost}`,
      () => this.#heard[event][0],
    );
  }

  /** The acknowledgement of an event. */
  ask(event, ...args) {
    return new Promise((answered, failed) => {
      const late = () => failed(new Error(`no answer to ${event} of ${this}; lost by: ${this.lost}`));
      const timer = setTimeout(late, ANSWER_MS);
      this.socket.emit(event, ...args, (answer) => {
        clearTimeout(timer);
        answered(answer);
      });
    });
  }

  close() {
    this.socket.disconnect();
  }

  toString() {
    return `${this.generation} over ${this.transports}`;
  }
}
