// What the room is that one looks at.

import { avatar, roomMark } from "./avatar.js";
import { at, fill, h, icon } from "./dom.js";
import { ago, many } from "./words.js";

export class Title {
  #chat;
  #state;
  #session;

  constructor(chat, state, session, attempt) {
    this.#chat = chat;
    this.#state = state;
    this.#session = session;
    this.attempt = attempt;
  }

  render() {
    const { room, unread } = this.#state;
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${room ? `${room.name} · ` : ""}Parley demo`;
    at("chat").classList.toggle("list", this.#state.isListShown);
    if (!room) return;
    const about = this.#about(room);
    fill(at("title"), JSON.stringify([room.id, room.name, about, unread > room.unread]), () => this.#title(room, about, unread - room.unread));
  }

  #title(room, about, elsewhere) {
    const back = () => {
      this.#state.isListShown = true;
      this.#state.changed();
    };
    const leave = () => this.attempt(() => this.#chat.leaveRoom(room));
    const mayLeave = !room.with && room.id !== this.#session.lobby;
    return [
      h(
        "button",
        { type: "button", class: "plain back", "aria-label": elsewhere > 0 ? "All conversations, some with unread messages" : "All conversations", onclick: back },
        icon("back"),
        elsewhere > 0 && h("span", { class: "dot" }),
      ),
      room.with ? avatar(room.with, { online: this.#state.online.has(room.with) }) : roomMark(room.name),
      h("div", { class: "names" }, h("h1", {}, room.name), h("p", {}, about)),
      mayLeave && h("button", { type: "button", class: "quiet", onclick: leave }, icon("leave"), "Leave"),
    ];
  }

  #about(room) {
    if (!room.with) return room.size > 0 ? many(room.size, "member") : "";
    if (room.with === this.#state.me) return "Notes to yourself";
    if (this.#state.online.has(room.with)) return "online";
    const seen = this.#state.lastSeen.get(room.with);
    return seen ? `last seen ${ago(seen)}` : "offline";
  }
}
