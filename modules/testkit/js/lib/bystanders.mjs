import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connect } from "./client.mjs";
import { until } from "./until.mjs";

const room = "public:bystanders";
const REST_MS = 10;

/** Clients that have nothing to do with what goes on, and must not notice it: they talk all the time. */
export class Bystanders {
  #over = false;
  #rounds = 0;
  /** How long the slowest word was on its way to all, in milliseconds. */
  slowest = 0;

  /**
   * @param {string[]} urls where they are, in turn; half of those at each node poll, the others change to WebSocket
   * @param {number} count how many they are
   * @param {number} patience how many seconds a word may take
   */
  static async at(urls, count = 2, patience = 10) {
    const clients = await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const polls = (i + Math.floor(i / urls.length)) % 2 === 1;
        return connect(urls[i % urls.length], polls ? { transports: ["polling"] } : {});
      }),
    );
    await Promise.all(clients.map((client) => client.join(room)));
    return new Bystanders(clients, patience);
  }

  constructor(clients, patience) {
    this.clients = clients;
    this.patience = patience;
    this.talk = this.#talk();
    this.talk.catch(() => {}); // Whoever awaits the talk hears of it.
  }

  async #talk() {
    for (; !this.#over || this.#rounds < 10; this.#rounds++) {
      const word = this.#rounds;
      const said = performance.now();
      const speaker = this.clients[word % this.clients.length];
      const answer = await speaker.ask("publish", { room, event: "word", data: word });
      assert.equal(answer.ok, true, JSON.stringify(answer));
      const listeners = this.clients.filter((client) => client !== speaker);
      await until(
        () => `word ${word} is heard by all; ${this.#lost()}`,
        () => listeners.every((listener) => listener.events.at(-1)?.args[0] === word),
        this.patience,
      );
      this.slowest = Math.max(this.slowest, performance.now() - said);
      await new Promise((rested) => setTimeout(rested, REST_MS));
    }
    return this.#rounds;
  }

  #lost() {
    return `connections lost by: ${this.clients.map((client) => client.lost).filter(Boolean)}`;
  }

  /** Done when they have gone on for some rounds, and none of them has noticed anything. */
  async goOn(rounds = 3) {
    const enough = this.#rounds + rounds;
    await Promise.race([
      this.talk,
      until(
        () => `the talk goes on; ${this.#lost()}`,
        () => this.#rounds >= enough,
        rounds * this.patience,
      ),
    ]);
    assertNoneLost(this.clients);
  }

  /** Ends the talk and tells how many words it had: none was lost, none came twice. */
  async undisturbed() {
    this.#over = true;
    const rounds = await this.talk;
    assertNoneLost(this.clients);
    this.clients.forEach((client, i) => {
      const others = Array.from({ length: rounds }, (_, n) => n).filter((n) => n % this.clients.length !== i);
      assert.deepEqual(client.received("word"), others, `bystander ${i} hears each word of the others once, in order`);
    });
    return rounds;
  }

  close() {
    this.#over = true;
    closeAll(this.clients);
  }
}
