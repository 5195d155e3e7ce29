// Who is here: users in a room of the other kind, which keeps no messages, and which every tab joins and watches.

const HERE = "public:demo";

export class Presence {
  #connection;
  #state;

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
  }

  async begin() {
    await this.#connection.ask("join", { room: HERE });
    this.#is(await this.#connection.ask("presence:watch", { room: HERE }));
  }

  /** Tells all tabs something that no room keeps. */
  tell(event, data = {}) {
    return this.#connection.ask("publish", { room: HERE, event, data });
  }

  heard({ room, user, online, lastSeen }) {
    if (room !== HERE) return;
    if (online) this.#state.online.add(user);
    else this.#state.online.delete(user);
    if (lastSeen) this.#state.lastSeen.set(user, lastSeen);
    this.#state.changed();
  }

  /** How it is now, after the connection was cut. */
  #is({ users }) {
    this.#state.online = new Set(users);
    this.#state.changed();
  }

  renewed(now) {
    if (now.room === HERE) this.#is(now);
  }

  /** Since when somebody is not here. */
  async ask(user) {
    const { online, lastSeen } = await this.#connection.ask("presence", { users: [user] });
    if (!online[user] && lastSeen[user]) this.#state.lastSeen.set(user, lastSeen[user]);
    this.#state.changed();
  }
}
