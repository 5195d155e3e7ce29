import assert from "node:assert/strict";
import { until } from "./until.mjs";

/** Less than the 5 s after which a silent node is taken for dead: nobody may have to wait for that. */
const AT_ONCE_S = 3;

/** Numbered events, posted to the living nodes in turn, each when the audience has had the one before. */
export class Feed {
  sent = 0;
  slowest = 0;

  constructor(room, backends, audience) {
    this.room = room;
    this.backends = backends;
    this.audience = audience;
  }

  async flowUntil(what, condition, seconds = 30) {
    const deadline = performance.now() + seconds * 1000;
    while (!condition()) {
      assert.ok(performance.now() < deadline, `not within ${seconds} s: ${what}`);
      await this.#next();
    }
  }

  async flow(times) {
    for (let i = 0; i < times; i++) await this.#next();
  }

  async #next() {
    const n = this.sent++;
    const posted = performance.now();
    await this.backends[n % this.backends.length].emit({ event: "news", rooms: [this.room], payload: n });
    await until(
      () => `event ${n} is with all ${this.audience.length} listeners, at once`,
      () => this.audience.every((roamer) => roamer.received("news").at(-1) === n),
      AT_ONCE_S,
    );
    this.slowest = Math.max(this.slowest, performance.now() - posted);
  }
}
