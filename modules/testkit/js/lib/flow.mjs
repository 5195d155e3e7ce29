import assert from "node:assert/strict";
import { Emitter } from "./emitter.mjs";

const PAUSE_MS = 10;

/** A backend that posts numbered events to one node, one after the other, and knows which were accepted. */
export class Flow {
  accepted = [];
  /** Whether the node has refused, or has not answered; nobody knows then whether that event happened. */
  broken = false;
  #flowing = true;
  #done;

  constructor(name, url, room) {
    this.name = name;
    this.#done = this.#run(new Emitter(url), room);
  }

  async #run(backend, room) {
    for (let n = 0; this.#flowing && !this.broken; n++) {
      try {
        await backend.emit({ event: "news", rooms: [room], payload: { from: this.name, n } });
        this.accepted.push(n);
      } catch {
        this.broken = true;
      }
      await new Promise((again) => setTimeout(again, PAUSE_MS));
    }
    backend.close();
  }

  async stop() {
    this.#flowing = false;
    await this.#done;
  }

  /** Everything that was accepted is among these, once and in order; and nothing else but the one that nobody knows of. */
  assertHeard(news, who) {
    const heard = news.filter(({ from }) => from === this.name).map(({ n }) => n);
    const unknown = this.broken ? [this.accepted.length] : [];
    const about = `${who} of ${this.name}: ${heard.length} heard, ${this.accepted.length} accepted`;
    const sure = heard.filter((n) => !unknown.includes(n));
    assert.deepEqual(sure, this.accepted, about);
    assert.ok(heard.length <= sure.length + 1, about);
  }
}
