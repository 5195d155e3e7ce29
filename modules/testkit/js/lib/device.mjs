import assert from "node:assert/strict";
import { Client } from "./client.mjs";
import { until } from "./until.mjs";

/** One device of a user of the chat: a stock client with a token of its own. */
export class Device extends Client {
  /**
   * @param {string} url
   * @param {string} user
   * @param {string} token that says so
   */
  constructor(url, user, token) {
    super(url, { transports: ["websocket"], auth: { token } });
    this.user = user;
  }

  /** What an event that is in order is answered with. */
  async does(event, request) {
    const answer = await this.ask(event, ...(request === undefined ? [] : [request]));
    assert.equal(answer.ok, true, `${event} ${JSON.stringify(request)} of ${this.user}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The code of a refusal; a refusal has nothing else to say but a sentence for people. */
  async refused(event, ...args) {
    const answer = await this.ask(event, ...args);
    const what = `${event} ${JSON.stringify(args).slice(0, 200)} of ${this.user}: ${JSON.stringify(answer)}`;
    assert.equal(answer.ok, false, what);
    assert.deepEqual([Object.keys(answer), Object.keys(answer.error)], [["ok", "error"], ["code", "message"]], what);
    assert.match(answer.error.message, /^\S.*\.$/s, what);
    return answer.error.code;
  }

  /** Sends a message and answers what has become of it. */
  async says(request) {
    const { message, conversation, repeated } = await this.does("message:send", request);
    return { ...message, conversation, repeated };
  }

  /** The first event of that name that fits, now or before long. */
  hears(event, fits = () => true, seconds = 20) {
    return until(
      () => `${this.user} at ${this.url} hears ${event}; it has ${JSON.stringify(this.received(event)).slice(-2_000)}`,
      () => this.received(event).find(fits),
      seconds,
    );
  }

  /** Done when it has lost its connection. */
  ends() {
    return until(`${this.user} loses ${this.url}`, () => this.lost);
  }

  /** The message with this id, as it was told. */
  async gets(id) {
    return (await this.hears("message", ({ message }) => message.id === id)).message;
  }

  /** Messages that were told of a room, in the order of arrival. */
  messagesIn(room) {
    return this.received("message")
      .map(({ message }) => message)
      .filter((message) => message.room === room);
  }
}
