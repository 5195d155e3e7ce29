// What a user can do here, and what the page does when it hears of something.

import { History } from "./history.js";
import { Outbox } from "./outbox.js";
import { Presence } from "./presence.js";
import { Receipts } from "./receipts.js";
import { Typing } from "./typing.js";
import { nameOf } from "./words.js";

const MOST_ROOMS = 100;
/** What was missed comes before it is known which node has brought it. */
const UNKNOWN = "";

export class Chat {
  #session;
  #connection;
  #state;
  #receipts;
  #presence;
  /** Called with each message that somebody else has just sent, and its room. */
  onNews = () => {};

  constructor(session, connection, state) {
    this.#session = session;
    this.#connection = connection;
    this.#state = state;
    this.history = new History(connection, state);
    this.outbox = new Outbox(connection, state);
    this.typing = new Typing(connection, state);
    this.#receipts = new Receipts(connection, state);
    this.#presence = new Presence(connection, state);
  }

  async begin() {
    this.#connection.onFresh = () => this.#fresh();
    this.#connection.onReady = () => this.#ready();
    this.#connection.onStory = (kind, text) => this.#state.room?.note(kind, text);
    await this.#connection.open();
    const heard = {
      message: (said) => this.#message(said),
      "message:edited": ({ message }) => this.#changed(message),
      "message:deleted": ({ message }) => this.#changed(message),
      "message:reacted": ({ message }) => this.#changed(message),
      receipt: (receipt) => this.#receipts.heard(receipt),
      typing: (typing) => this.typing.heard(typing),
      presence: (change) => this.#presence.heard(change),
      "presence:state": (now) => this.#presence.renewed(now),
      "member:joined": (change) => this.#joined(change),
      "member:left": (change) => this.#left(change),
      "room:deleted": ({ room }) => this.#gone(room),
      "rooms:changed": () => this.listRooms(),
    };
    for (const [event, listener] of Object.entries(heard)) this.#connection.on(event, listener);
  }

  // ---- What a user does ----

  async open(id) {
    this.#state.current = id;
    this.#state.editing = undefined;
    this.#state.isListShown = false;
    const { room } = this.#state;
    room.readBefore = room.unread > 0 ? room.last && room.last.seq - room.unread : undefined;
    this.#state.changed();
    if (room.with && !this.#state.online.has(room.with)) this.#presence.ask(room.with).catch(() => {});
    await this.history.begin(room).catch(() => {});
  }

  talkTo(user) {
    return this.open(this.#state.toward(user).id);
  }

  /** Makes a room of this name, or joins the one that there is. */
  async enterRoom(name) {
    const made = await this.#session.ask("POST", "rooms", { name });
    const room = this.#state.roomOf(made);
    room.size = made.size;
    await this.open(room.id);
    await Promise.all([this.listRooms(), this.#presence.tell("rooms:changed")]).catch(() => {});
  }

  async leaveRoom(room) {
    await this.#session.ask("DELETE", `rooms/${encodeURIComponent(room.id)}`);
    this.#gone(room.id);
    await this.listRooms().catch(() => {});
  }

  async say(room, text) {
    this.typing.stopped();
    await this.outbox.say(room, text);
  }

  async edit(message, text) {
    this.#state.editing = undefined;
    this.#changed((await this.#connection.ask("message:edit", { id: message.id, text })).message);
  }

  async remove(message) {
    this.#changed((await this.#connection.ask("message:delete", { id: message.id })).message);
  }

  async react(message, name, on) {
    this.#changed((await this.#connection.ask("message:react", { id: message.id, name, on })).message);
  }

  /** The newest messages of a room have been seen. */
  seen(room) {
    if (room.isLoaded && room.lastSeq > 0) this.#receipts.read(room);
  }

  async listRooms() {
    const { rooms } = await this.#session.ask("GET", "rooms");
    this.#state.directory = rooms;
    for (const { id, size } of rooms) if (this.#state.rooms.has(id)) this.#state.rooms.get(id).size = size;
    this.#state.changed();
  }

  // ---- What it hears ----

  /** The server knows nothing of this tab, which asks for everything it has missed. */
  async #fresh() {
    const [{ conversations }] = await Promise.all([
      this.#connection.ask("rooms", { limit: MOST_ROOMS }),
      // Without these it is still a chat.
      this.#presence.begin().catch(() => {}),
      this.listRooms().catch(() => {}),
    ]);
    let missed = 0;
    for (const { room: told, unread, last } of conversations) {
      const room = this.#state.roomOf(told);
      room.unread = unread.count;
      if (last) room.last = last;
      if (room.isLoaded && !room.isDraft) missed += await this.history.since(room);
    }
    if (!this.#state.room) {
      await this.open(this.#session.lobby);
      this.#state.isListShown = false;
    }
    this.#state.changed();
    return missed;
  }

  #ready() {
    this.outbox.flush();
    for (const room of this.#state.rooms.values()) {
      for (const each of room.messages) if (each.arrived === UNKNOWN) each.arrived = this.#state.link.node;
    }
    this.#state.changed();
    const { room } = this.#state;
    if (room && !room.isLoaded) this.history.begin(room).catch(() => {});
  }

  #message({ message, conversation }) {
    const room = this.#state.roomOf(conversation);
    message.arrived = this.#state.link.node ?? UNKNOWN;
    const isNew = room.take(message);
    this.typing.over(room, message.user);
    this.#receipts.delivered(room);
    this.history.mend(room);
    if (room.id === this.#state.current && !room.isLoaded) this.history.begin(room).catch(() => {});
    if (isNew && message.user !== this.#state.me) {
      room.unread++;
      room.reached(message.user, { read: message.seq });
      this.onNews(message, room);
    }
    this.#state.changed();
  }

  #changed(message) {
    this.#state.rooms.get(message.room)?.change(message);
    this.#state.changed();
  }

  #joined({ user, conversation }) {
    const known = this.#state.rooms.has(conversation.id);
    const room = this.#state.roomOf(conversation);
    if (known && user !== this.#state.me) {
      room.size++;
      room.note("member", `${nameOf(user)} has joined`);
    }
    this.#state.changed();
  }

  #left({ room: id, user }) {
    if (user === this.#state.me) return this.#gone(id);
    const room = this.#state.rooms.get(id);
    if (!room) return;
    room.size--;
    room.note("member", `${nameOf(user)} has left`);
    this.#state.changed();
  }

  #gone(id) {
    const wasHere = this.#state.current === id;
    this.#state.forget(id);
    if (wasHere && this.#state.rooms.has(this.#session.lobby)) this.open(this.#session.lobby);
    this.#state.changed();
  }
}
