// All that the page knows, in one place. Whoever changes it says changed(), and the views look again.

import { Room } from "./room.js";

export class State {
  me;
  rooms = new Map();
  /** Rooms that there are, whether this user is in them or not. */
  directory = [];
  /** Users who are here. */
  online = new Set();
  /** When users who are not here were last seen. */
  lastSeen = new Map();
  current;
  /** The message whose text is being changed. */
  editing;
  /** On a narrow screen either the list is to be seen, or the room. */
  isListShown = false;
  link = { phase: "connecting", transports: [], node: undefined, rtt: undefined, story: "Connecting …" };
  #listeners = [];
  #isTold = false;

  /** Calls the listener after changes, once for all that change together. */
  watch(listener) {
    this.#listeners.push(listener);
  }

  changed() {
    if (this.#isTold) return;
    this.#isTold = true;
    queueMicrotask(() => {
      this.#isTold = false;
      for (const listener of this.#listeners) listener();
    });
  }

  get room() {
    return this.rooms.get(this.current);
  }

  get unread() {
    return [...this.rooms.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  /** The room of a conversation; it is made if this is the first that is heard of it. */
  roomOf(conversation) {
    const known = this.rooms.get(conversation.id);
    if (known) return known;
    const room = new Room(conversation, this.me);
    this.rooms.set(room.id, room);
    // A conversation that was opened before its first message goes on as this one.
    const draft = room.with && this.rooms.get(Room.idToward(room.with));
    if (draft) {
      room.outbox = draft.outbox;
      room.isLoaded = draft.outbox.length > 0;
      room.moreBefore = false;
      this.rooms.delete(draft.id);
      if (this.current === draft.id) this.current = room.id;
    }
    return room;
  }

  /** The conversation with a user, though nothing was said in it yet. */
  toward(user) {
    const known = [...this.rooms.values()].find((room) => room.with === user);
    if (known) return known;
    const room = Room.toward(user, this.me);
    this.rooms.set(room.id, room);
    return room;
  }

  forget(id) {
    this.rooms.delete(id);
    if (this.current === id) this.current = undefined;
  }
}
