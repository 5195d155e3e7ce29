// Who is typing. Who says nothing more has stopped: both sides forget it after a while.

const SAY_EVERY_MS = 2_000;
const FORGET_MS = 6_000;

export class Typing {
  #connection;
  #state;
  #saidAt = 0;
  #room;
  #ends = new Map();

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
  }

  typed(room) {
    if (this.#room && this.#room !== room) this.stopped();
    if (performance.now() - this.#saidAt < SAY_EVERY_MS) return;
    this.#say(room, true);
    this.#room = room;
    this.#saidAt = performance.now();
  }

  stopped() {
    if (!this.#room) return;
    this.#say(this.#room, false);
    this.#room = undefined;
    this.#saidAt = 0;
  }

  heard({ room: id, user, on }) {
    const room = id ? this.#state.rooms.get(id) : [...this.#state.rooms.values()].find((each) => each.with === user);
    if (!room || user === this.#state.me) return;
    this.#forget(room, user);
    if (on) {
      room.typing.add(user);
      this.#ends.set(`${room.id} ${user}`, setTimeout(() => this.over(room, user), FORGET_MS));
    }
    this.#state.changed();
  }

  /** Whoever has sent a message types it no more. */
  over(room, user) {
    this.#forget(room, user);
    this.#state.changed();
  }

  #forget(room, user) {
    const key = `${room.id} ${user}`;
    clearTimeout(this.#ends.get(key));
    this.#ends.delete(key);
    room.typing.delete(user);
  }

  #say(room, on) {
    this.#connection.ask("typing", { ...room.destination, on }).catch(() => {});
  }
}
