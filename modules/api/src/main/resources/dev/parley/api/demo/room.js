// One conversation as this tab has it.

import { nameOf } from "./words.js";

const MOST_NOTICES = 100;

let notices = 0;

export class Room {
  /** Those of the server, by number. */
  messages = [];
  /** Those that it has not acknowledged yet, in the order of writing. */
  outbox = [];
  /** What happened to this tab or to the room, each behind a message. */
  notices = [];
  moreBefore = true;
  isLoaded = false;
  isLoading = false;
  isMending = false;
  unread = 0;
  /** Up to which number there was nothing new when the room was opened. */
  readBefore;
  /** The newest message, for the list. */
  last;
  size = 0;
  /** How far others are, by user. */
  seats = new Map();
  typing = new Set();

  /**
   * @param conversation as the server tells of it
   * @param me whose tab this is
   */
  constructor({ id, kind, name, members, size }, me) {
    this.id = id;
    this.size = size ?? 0;
    if (kind === "direct") this.with = members.map(({ user }) => user).find((user) => user !== me) ?? me;
    this.name = this.with ? nameOf(this.with) : (name ?? id);
  }

  static idToward = (user) => `to ${user}`;

  static toward(user, me) {
    const members = [{ user: me }, { user }];
    const room = new Room({ id: Room.idToward(user), kind: "direct", members }, me);
    room.isLoaded = true;
    room.moreBefore = false;
    return room;
  }

  get isDraft() {
    return this.with !== undefined && this.id === Room.idToward(this.with);
  }

  /** How the server is told where a message goes. */
  get destination() {
    return this.isDraft ? { to: this.with } : { room: this.id };
  }

  get firstSeq() {
    return this.messages[0]?.seq;
  }

  get lastSeq() {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Takes a message to its place. Whether it was not there yet. */
  take(message) {
    if (!this.last || message.seq >= this.last.seq) this.last = message;
    const before = this.messages.findLastIndex(({ seq }) => seq <= message.seq);
    const there = this.messages[before];
    if (there?.seq === message.seq) {
      this.messages[before] = { ...message, arrived: there.arrived };
      return false;
    }
    this.messages.splice(before + 1, 0, message);
    return true;
  }

  /** Puts what has become of a message in its place, if it is here. */
  change(message) {
    if (this.last?.seq === message.seq) this.last = message;
    if (this.messages.some(({ seq }) => seq === message.seq)) this.take(message);
  }

  /** The number behind which one is missing, if one is. */
  get gap() {
    return this.messages.find(({ seq }, i) => i + 1 < this.messages.length && this.messages[i + 1].seq !== seq + 1)?.seq;
  }

  note(kind, text) {
    this.notices.push({ key: `notice-${++notices}`, kind, text, after: this.lastSeq, at: new Date().toISOString() });
    if (this.notices.length > MOST_NOTICES) this.notices.shift();
  }

  /** A member is so far, and never goes back. */
  reached(user, { read = 0, delivered = 0 }) {
    const seat = this.seats.get(user) ?? { read: 0, delivered: 0 };
    this.seats.set(user, {
      read: Math.max(seat.read, read),
      delivered: Math.max(seat.delivered, delivered, read),
    });
  }

  /** Which of the others have come to a message in this way, "read" or "delivered". */
  who(how, seq) {
    return [...this.seats].filter(([, seat]) => seat[how] >= seq).map(([user]) => user);
  }
}
