import assert from "node:assert/strict";

/** What was acknowledged, by the ids that its senders gave it. */
export class Ledger {
  #byClientId = new Map();

  get size() {
    return this.#byClientId.size;
  }

  keep(clientId, { id, seq, room }) {
    this.#byClientId.set(clientId, { id, seq, room });
  }

  /** A room has all of it that belongs there, each once, and nothing else. */
  assertIn(room, history) {
    const texts = new Set();
    for (const { id, seq, text } of history) {
      const clientId = text.split(" ")[0];
      assert.ok(!texts.has(clientId), `${clientId} is in ${room} twice`);
      texts.add(clientId);
      assert.deepEqual(this.#byClientId.get(clientId), { id, seq, room }, `${clientId} is what was acknowledged`);
    }
    const here = [...this.#byClientId.values()].filter((each) => each.room === room).length;
    assert.equal(history.length, here, `all that was acknowledged is in ${room}`);
  }
}
