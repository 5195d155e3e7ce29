import { Client } from "./client.mjs";

const PAUSE_MS = 200;

/** A user of an application that knows several nodes: when its node goes, it joins again at the next one. */
export class Roamer {
  /** Index of the node it is at. */
  at;
  /** How often it was let into the room. */
  joins = 0;
  /** How often it lost its connection, or got none. */
  losses = 0;
  /** Whether it is in the room right now. */
  present = false;
  #urls;
  #room;
  #client;
  #left = false;
  #earlier = [];

  constructor(urls, first, room) {
    this.#urls = urls;
    this.#room = room;
    this.#open(first);
  }

  #open(at) {
    if (this.#left) return;
    this.at = at;
    const client = new Client(this.#urls[at], { transports: ["websocket"], timeout: 5_000 });
    this.#client = client;
    const next = () => this.#moveOn(client);
    client.socket.once("connect_error", next);
    client.socket.once("disconnect", next);
    client.socket.once("connect", () => this.#join(client).catch(next));
  }

  async #join(client) {
    await client.join(this.#room);
    if (client !== this.#client) return;
    this.joins++;
    this.present = true;
  }

  #moveOn(client) {
    if (client !== this.#client || this.#left) return;
    this.losses++;
    this.present = false;
    this.#client = undefined;
    this.#earlier.push(client);
    client.close();
    setTimeout(() => this.#open((this.at + 1) % this.#urls.length), PAUSE_MS);
  }

  /** First arguments of all that came under this name, at all nodes it has been at. */
  received(event) {
    return [...this.#earlier, this.#client].flatMap((client) => client?.received(event) ?? []);
  }

  close() {
    this.#left = true;
    this.#client?.close();
  }
}
