import assert from "node:assert/strict";
import { connect } from "./client.mjs";
import { until } from "./until.mjs";

const room = "public:bystanders";
const REST_MS = 10;

/** Two clients that have nothing to do with what goes on, and must not notice it: they talk all the time. */
export class Bystanders {
  #over = false;

  /** @param {string[]} urls where the two are */
  static async at(urls) {
    const pair = await Promise.all([connect(urls[0]), connect(urls.at(-1), { transports: ["polling"] })]);
    await Promise.all(pair.map((client) => client.join(room)));
    return new Bystanders(pair);
  }

  constructor(pair) {
    this.pair = pair;
    this.talk = this.#talk();
    this.talk.catch(() => {}); // Whoever awaits the talk hears of it.
  }

  async #talk() {
    let rounds = 0;
    for (; !this.#over || rounds < 10; rounds++) {
      const [speaker, listener] = rounds % 2 ? this.pair : [...this.pair].reverse();
      const heard = listener.events.length;
      const answer = await speaker.ask("publish", { room, event: "word", data: rounds });
      assert.equal(answer.ok, true, JSON.stringify(answer));
      await until(`word ${rounds} is heard`, () => listener.events.length > heard, 10);
      assert.equal(listener.events.at(-1).args[0], rounds);
      await new Promise((rested) => setTimeout(rested, REST_MS));
    }
    return rounds;
  }

  /** Ends the talk and tells how many words it had: none was lost, none came twice. */
  async undisturbed() {
    this.#over = true;
    const rounds = await this.talk;
    for (const client of this.pair) assert.equal(client.lost, null, `a bystander was put out: ${client.lost}`);
    assert.equal(this.pair[0].events.length + this.pair[1].events.length, rounds, "each word once");
    return rounds;
  }

  close() {
    this.#over = true;
    for (const client of this.pair) client.close();
  }
}
