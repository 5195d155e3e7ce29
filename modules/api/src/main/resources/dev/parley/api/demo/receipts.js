// Tells others how far this user is, and keeps how far they are.

const REST_MS = 150;

export class Receipts {
  #connection;
  #state;
  #told = new Map();
  #waiting = new Map();

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
  }

  delivered(room) {
    this.#tell("message:delivered", room);
  }

  /** The newest message has been in front of the user's eyes. */
  read(room) {
    room.unread = 0;
    this.#tell("message:read", room);
  }

  heard({ room: id, user, read, delivered }) {
    const room = this.#state.rooms.get(id);
    if (!room) return;
    if (user !== this.#state.me) room.reached(user, { read, delivered });
    else if (read >= room.lastSeq) room.unread = 0;
    this.#state.changed();
  }

  /** Once for all that come within a moment. */
  #tell(event, room) {
    const seq = room.lastSeq;
    const key = `${event} ${room.id}`;
    if (room.isDraft || seq <= (this.#told.get(key) ?? 0) || this.#waiting.has(key)) return;
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        const last = room.lastSeq;
        this.#told.set(key, last);
        this.#connection.ask(event, { room: room.id, seq: last }).catch(() => this.#told.delete(key));
      }, REST_MS),
    );
  }
}
