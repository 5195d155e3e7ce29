// What this user says: it is seen at once, and sent until the server has acknowledged it. A message keeps its client id, so
// that sending it again cannot make two of it.

import { Refusal } from "./session.js";

export class Outbox {
  #connection;
  #state;

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
  }

  say(room, text) {
    const letter = { clientId: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, text, at: new Date().toISOString() };
    room.outbox.push(letter);
    this.#state.changed();
    return this.#send(room, letter);
  }

  /** Sends what was not acknowledged, in the order of writing. */
  flush() {
    for (const room of this.#state.rooms.values()) {
      for (const letter of room.outbox) if (!letter.refused) this.#send(room, letter);
    }
  }

  again(room, letter) {
    letter.refused = undefined;
    this.#state.changed();
    return this.#send(room, letter);
  }

  drop(room, letter) {
    room.outbox = room.outbox.filter((each) => each !== letter);
    this.#state.changed();
  }

  async #send(room, letter) {
    if (letter.isUnderWay) return;
    letter.isUnderWay = true;
    // Where this user was when the message was sent goes with it, for others to see.
    const { node } = this.#state.link;
    const data = node ? { node } : {};
    try {
      const said = await this.#connection.ask("message:send", {
        ...room.destination,
        text: letter.text,
        clientId: letter.clientId,
        data,
      });
      const place = this.#state.roomOf(said.conversation);
      place.outbox = place.outbox.filter((each) => each !== letter);
      place.take(said.message);
    } catch (fault) {
      if (fault instanceof Refusal && !["busy", "store_unavailable"].includes(fault.code)) letter.refused = fault.message;
      else if (this.#connection.isOnline) setTimeout(() => this.flush(), 1_000);
    } finally {
      letter.isUnderWay = false;
      this.#state.changed();
    }
  }
}
