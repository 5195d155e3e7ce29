// Whom and what one can talk to.

import { avatar, roomMark } from "./avatar.js";
import { at, fill, h, icon, show } from "./dom.js";
import { ago, inFull, listed, many, nameOf } from "./words.js";

export class Sidebar {
  #chat;
  #state;
  #session;

  constructor(chat, state, session, attempt) {
    this.#chat = chat;
    this.#state = state;
    this.#session = session;
    this.attempt = attempt;
    at("newRoom").querySelector("button").append(icon("plus"));
    at("newRoom").addEventListener("submit", (event) => {
      event.preventDefault();
      const name = at("roomName").value;
      at("roomName").value = "";
      attempt(() => chat.enterRoom(name));
    });
  }

  render() {
    fill(at("me"), this.#state.me, () => this.#me());
    show(at("rooms"), this.#rooms().map((room) => this.#room(room)));
    const open = this.#state.directory.filter(({ id }) => !this.#state.rooms.has(id));
    at("open").hidden = open.length === 0;
    show(at("directory"), open.map((room) => this.#open(room)));
    const others = [...this.#state.online].filter((user) => user !== this.#state.me).sort();
    fill(at("onlineCount"), String(others.length), () => h("span", {}, String(others.length)));
    show(at("people"), others.map((user) => this.#person(user)));
    const alone = others.length === 0 ? "Nobody else yet. Open this page in a second window, at this node or at another one." : "";
    fill(at("alone"), alone, () => alone);
  }

  #me() {
    const { name, user } = this.#session;
    // Without a way back to this window the new one has a storage, and so a person, of its own.
    const other = h(
      "a",
      { class: "button quiet", href: location.pathname, target: "_blank", rel: "noopener", title: "In a new window" },
      icon("person"),
      "Open as somebody else",
    );
    return [avatar(user), h("div", { class: "names" }, h("strong", {}, name), other)];
  }

  #rooms() {
    const time = (room) => Date.parse(room.outbox.at(-1)?.at ?? room.last?.sent ?? 0);
    return [...this.#state.rooms.values()].sort((a, b) => time(b) - time(a) || a.name.localeCompare(b.name));
  }

  #room(room) {
    const isOpen = room.id === this.#state.current;
    const online = room.with && this.#state.online.has(room.with);
    const typing = listed([...room.typing].map(nameOf));
    const said = typing ? `${typing} …` : preview(room, this.#state.me);
    const when = room.last ? ago(room.last.sent) : "";
    const make = () =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "row",
            "data-focus": `room ${room.id}`,
            "aria-current": isOpen && "true",
            onclick: () => this.attempt(() => this.#chat.open(room.id)),
          },
          room.with ? avatar(room.with, { online }) : roomMark(room.name),
          h(
            "span",
            { class: "what" },
            h("span", { class: "top" }, h("strong", {}, room.name), room.last && h("time", { datetime: room.last.sent, title: inFull(room.last.sent) }, when)),
            h("span", { class: typing ? "said typing-now" : "said" }, said),
          ),
          room.unread > 0 && h("span", { class: "badge", title: `${many(room.unread, "unread message")}` }, room.unread > 99 ? "99+" : String(room.unread)),
        ),
      );
    return { key: room.id, sign: JSON.stringify([room.name, isOpen, online, said, when, room.unread]), make };
  }

  #open({ id, name, size }) {
    const make = () =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "row", "data-focus": `join ${id}`, onclick: () => this.attempt(() => this.#chat.enterRoom(name)) },
          roomMark(name),
          h("span", { class: "what" }, h("strong", {}, name), h("span", { class: "said" }, many(size, "member"))),
          h("span", { class: "do" }, "Join"),
        ),
      );
    return { key: id, sign: `${name} ${size}`, make };
  }

  #person(user) {
    const make = () =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "row",
            "data-focus": `person ${user}`,
            title: `Write to ${nameOf(user)} alone`,
            onclick: () => this.attempt(() => this.#chat.talkTo(user)),
          },
          avatar(user, { online: true }),
          h("span", { class: "what" }, h("strong", {}, nameOf(user))),
        ),
      );
    return { key: user, sign: user, make };
  }
}

function preview({ last, outbox, with: other, isDraft }, me) {
  const letter = outbox.at(-1);
  if (letter) return `You: ${letter.text}`;
  if (!last) return isDraft ? "Say something" : "No messages yet";
  const text = last.deleted ? "deleted" : last.text;
  if (last.user === me) return `You: ${text}`;
  return other ? text : `${nameOf(last.user)}: ${text}`;
}
