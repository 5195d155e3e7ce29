// The part of a room's history that this tab has, and how it comes by the rest.

const PAGE = 40;
const MOST_PAGES = 5;
const GAP_MS = 1_000;

export class History {
  #connection;
  #state;

  constructor(connection, state) {
    this.#connection = connection;
    this.#state = state;
  }

  /** The newest messages, when a room is opened first. */
  async begin(room) {
    if (room.isLoaded || room.isDraft) return;
    await this.#load(room, async () => {
      const { messages, moreBefore } = await this.#part(room, {});
      for (const message of messages) room.take(message);
      room.moreBefore = moreBefore;
      room.isLoaded = true;
    });
  }

  /** Older ones, for who scrolls up. */
  async before(room) {
    if (!room.isLoaded || !room.moreBefore || room.firstSeq === undefined) return;
    await this.#load(room, async () => {
      const { messages, moreBefore } = await this.#part(room, { before: room.firstSeq });
      for (const message of messages) room.take(message);
      room.moreBefore = moreBefore;
    });
  }

  /** All that has come since, for a tab that was away. How many messages that were. */
  async since(room) {
    let fresh = 0;
    let more = true;
    for (let page = 0; more && page < MOST_PAGES; page++) {
      const { messages, moreAfter } = await this.#part(room, { after: room.lastSeq });
      for (const message of messages) fresh += room.take(message) ? 1 : 0;
      more = moreAfter && messages.length > 0;
    }
    // Whoever was away for that long begins with the newest again.
    if (more) await this.#anew(room);
    this.#state.changed();
    return fresh;
  }

  /** Messages of two nodes may overtake one another: what is still missing after a moment is asked for. */
  mend(room) {
    if (room.gap === undefined || room.isMending) return;
    room.isMending = true;
    setTimeout(async () => {
      room.isMending = false;
      if (room.gap === undefined) return;
      const { messages } = await this.#part(room, { after: room.gap }).catch(() => ({ messages: [] }));
      for (const message of messages) room.take(message);
      this.#state.changed();
    }, GAP_MS);
  }

  #anew(room) {
    room.messages = [];
    room.isLoaded = false;
    return this.begin(room);
  }

  #part(room, range) {
    return this.#connection.ask("history", { room: room.id, limit: PAGE, ...range });
  }

  async #load(room, work) {
    if (room.isLoading) return;
    room.isLoading = true;
    this.#state.changed();
    try {
      await work();
    } finally {
      room.isLoading = false;
      this.#state.changed();
    }
  }
}
