// The messages of the room, with what happened between them.

import { at, fill, h, icon, show } from "./dom.js";
import { letter, message } from "./message.js";
import { atClock, dayName, dayOf, inFull, many } from "./words.js";

const NEAR_PX = 60;
const AHEAD_PX = 240;
/** Between two questions for older messages. */
const REST_MS = 300;
const TOGETHER_MS = 5 * 60_000;

export class Timeline {
  #chat;
  #state;
  #shown = {};
  #scroll = at("scroll");
  #restsUntil = 0;

  constructor(chat, state, attempt) {
    this.#chat = chat;
    this.#state = state;
    this.attempt = attempt;
    this.#scroll.addEventListener("scroll", () => this.#moved(), { passive: true });
    document.addEventListener("visibilitychange", () => this.#look());
    at("newest").append(icon("down"), h("span", {}));
    at("newest").addEventListener("click", () => this.#toEnd());
    new ResizeObserver(() => this.#shown.atEnd && this.#toEnd()).observe(this.#scroll);
  }

  render() {
    const { room } = this.#state;
    if (!room) return;
    const before = { ...this.#shown, height: this.#scroll.scrollHeight, top: this.#scroll.scrollTop };
    show(at("messages"), this.#items(room));
    const first = room.firstSeq;
    const written = room.outbox.length;
    if (before.room !== room.id) this.#toEnd();
    else if (first < before.first) this.#scroll.scrollTop = before.top + this.#scroll.scrollHeight - before.height;
    else if (before.atEnd || written > before.written) this.#toEnd();
    Object.assign(this.#shown, { room: room.id, first, written });
    this.#moved();
  }

  /** Older messages are asked for before the reader comes to the end of those that are here. */
  #moved() {
    const { room } = this.#state;
    if (!room) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    this.#shown.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    const mayAsk = this.#state.link.phase === "online" && performance.now() > this.#restsUntil;
    if (mayAsk && scrollTop < AHEAD_PX && room.isLoaded && room.moreBefore && !room.isLoading) {
      this.#restsUntil = performance.now() + REST_MS;
      this.attempt(() => this.#chat.history.before(room));
    }
    this.#look();
  }

  /** What is in front of the reader's eyes is read. */
  #look() {
    const { room } = this.#state;
    if (!room) return;
    const sees = this.#shown.atEnd && document.visibilityState === "visible" && this.#scroll.offsetParent !== null;
    if (sees && room.isLoaded) {
      const had = room.unread;
      this.#chat.seen(room);
      if (had > 0) this.#state.changed();
    }
    at("newest").hidden = this.#shown.atEnd === true;
    const label = room.unread > 0 ? many(room.unread, "new message") : "Newest";
    fill(at("newest").lastElementChild, label, () => label);
  }

  #toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#shown.atEnd = true;
  }

  #items(room) {
    const items = [this.#beginning(room)];
    let before;
    const notices = [...room.notices];
    const noticesUpTo = (seq) => {
      while (notices.length > 0 && notices[0].after <= seq) {
        items.push(notice(notices.shift()));
        before = undefined;
      }
    };
    if (room.firstSeq !== undefined) noticesUpTo(room.firstSeq - 1);
    room.messages.forEach((said, i) => {
      if (!before || dayOf(before.sent) !== dayOf(said.sent)) {
        if (i === 0 || dayOf(room.messages[i - 1].sent) !== dayOf(said.sent)) items.push(day(said.sent));
        before = undefined;
      }
      if (room.readBefore !== undefined && said.seq === room.readBefore + 1) {
        items.push(fresh());
        before = undefined;
      }
      const after = room.messages[i + 1];
      const isBroken = notices.length > 0 && notices[0].after <= said.seq;
      items.push(
        message(said, {
          isFirst: !before || !together(before, said),
          isLast: isBroken || !after || !together(said, after) || after.seq === (room.readBefore ?? -1) + 1,
          room,
          state: this.#state,
          chat: this.#chat,
          attempt: this.attempt,
        }),
      );
      before = said;
      noticesUpTo(said.seq);
    });
    noticesUpTo(Infinity);
    for (const each of room.outbox) items.push(letter(each, room, this.#chat));
    return items;
  }

  #beginning(room) {
    const text = !room.isLoaded || room.isLoading
      ? "Loading …"
      : room.moreBefore
        ? "Scroll up for more"
        : room.with
          ? `This is the beginning of your conversation with ${room.name}.`
          : `This is the beginning of ${room.name}.`;
    return { key: "beginning", sign: text, make: () => h("li", { class: "beginning" }, text) };
  }
}

/** Whether one message follows another as if they were one. */
function together(one, next) {
  return (
    one.user === next.user &&
    one.data.node === next.data.node &&
    one.arrived === next.arrived &&
    dayOf(one.sent) === dayOf(next.sent) &&
    Date.parse(next.sent) - Date.parse(one.sent) < TOGETHER_MS
  );
}

function day(time) {
  const name = dayName(time);
  const make = () => h("li", { class: "day" }, h("span", { title: inFull(time) }, name));
  return { key: `day ${dayOf(time)}`, sign: name, make };
}

function fresh() {
  return { key: "fresh", sign: "", make: () => h("li", { class: "fresh" }, h("span", {}, "New")) };
}

function notice({ key, kind, text, at: time }) {
  const make = () =>
    h("li", { class: `notice ${kind}` }, h("span", {}, text), h("time", { datetime: time, title: inFull(time) }, atClock(time)));
  return { key, sign: text, make };
}
