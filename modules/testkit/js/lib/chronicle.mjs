/** What a reader of a room has: all messages so far, by what it hears and by history after it was away. */
export class Chronicle {
  #room;
  #messages = new Map();
  #loading = Promise.resolve();

  constructor(room) {
    this.#room = room;
  }

  /** How far it has everything. */
  get complete() {
    let seq = 0;
    while (this.#messages.has(seq + 1)) seq++;
    return seq;
  }

  /** The messages in their order. */
  get list() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Listens at a socket, and asks for what it has missed. */
  follow(socket) {
    socket.on("message", ({ message }) => message.room === this.#room && this.#add(message));
    this.#loading = this.catchUp(socket).catch(() => {});
  }

  async catchUp(socket) {
    for (let more = true; more; ) {
      const answer = await socket
        .timeout(12_000)
        .emitWithAck("history", { room: this.#room, after: this.complete, limit: 50 });
      if (!answer.ok) {
        await new Promise((later) => setTimeout(later, 200));
        if (!socket.connected) return;
        continue;
      }
      for (const message of answer.messages) this.#add(message);
      more = answer.moreAfter;
    }
  }

  #add(message) {
    this.#messages.set(message.seq, { seq: message.seq, id: message.id, text: message.text, user: message.user });
  }
}
