import { Emitter } from "./emitter.mjs";

const PACE_MS = 10;

/** Numbered events, steadily, over one connection to one node. */
export class Stream {
  /** The number of the next event. */
  next = 0;
  #over = false;

  constructor(url, room) {
    this.url = url;
    this.room = room;
    this.emitter = new Emitter(url);
  }

  async flow() {
    while (!this.#over) {
      await this.#emit();
      await new Promise((rested) => setTimeout(rested, PACE_MS));
    }
    for (let last = 0; last < 10; last++) await this.#emit();
  }

  #emit() {
    return this.emitter.emit({ event: this.url, rooms: [this.room], payload: this.next++ });
  }

  /** The numbers of this stream that reached a client, in the order of arrival. */
  of(client) {
    return client.received(this.url);
  }

  end() {
    this.#over = true;
  }

  close() {
    this.#over = true;
    this.emitter.close();
  }
}
