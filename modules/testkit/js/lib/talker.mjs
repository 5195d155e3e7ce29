import assert from "node:assert/strict";
import { Stock } from "./stock.mjs";

const room = "public:talk";
const PACE_MS = 25;

/** Someone who says numbers to the room, steadily, and enters it again each time after coming back. */
export class Talker {
  /** How often it was let into the room. */
  joins = 0;
  said = 0;
  answered = 0;
  #name;
  #stock;
  #clock;
  #finished = false;

  /** One that has entered, and says nothing yet. */
  static async join(name, generation, url, transports) {
    const talker = new Talker(name, await Stock.connect(generation, url, transports));
    await talker.#enter();
    return talker;
  }

  constructor(name, stock) {
    this.#name = name;
    this.#stock = stock.listen("number");
    // Who loses the connection again meanwhile is not answered, and tries again.
    stock.socket.on("connect", () => this.#enter().then(() => this.talk(), () => {}));
    stock.socket.on("disconnect", () => this.#rest());
  }

  async #enter() {
    const answer = await this.#stock.ask("join", { room });
    assert.deepEqual(answer, { ok: true, room });
    this.joins++;
  }

  /** Who has said a last number, and lost the connection after it, says another last one: nobody may have heard it. */
  talk() {
    if (this.#finished) this.#say();
    else this.#clock = setInterval(() => this.#say(), PACE_MS);
  }

  #rest() {
    clearInterval(this.#clock);
  }

  #say() {
    const data = { name: this.#name, n: this.said++ };
    this.#stock.socket.emit("publish", { room, event: "number", data }, ({ ok }) => (this.answered += ok ? 1 : 0));
  }

  /** Says a last number. */
  finish() {
    this.#finished = true;
    this.#rest();
    this.#say();
  }

  get session() {
    return this.#stock.engine.id;
  }

  get lost() {
    return this.#stock.lost;
  }

  /** The numbers that somebody has said, in the order in which they were heard. */
  from(other) {
    const words = this.#stock.heard("number").map(([word]) => word);
    return words.filter(({ name }) => name === other.#name).map(({ n }) => n);
  }

  hearsOf(talkers) {
    return talkers.every((other) => other === this || this.from(other).length > 0);
  }

  hearsTheLastOf(talkers) {
    return talkers.every((other) => other === this || this.from(other).at(-1) === other.said - 1);
  }

  close() {
    this.#rest();
    this.#stock.close();
  }

  toString() {
    return `talker ${this.#name}, ${this.#stock}, let in ${this.joins} times`;
  }
}
