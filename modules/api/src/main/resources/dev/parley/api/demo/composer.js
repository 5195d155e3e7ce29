// Where one writes.

import { at, fill, h, icon } from "./dom.js";
import { listed, nameOf } from "./words.js";

const TALLEST_PX = 160;

export class Composer {
  #chat;
  #state;
  #text = at("text");
  #drafts = new Map();
  #room;
  #editing;

  constructor(chat, state, attempt) {
    this.#chat = chat;
    this.#state = state;
    this.attempt = attempt;
    at("say").querySelector("button").append(icon("send"));
    at("say").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("blur", () => chat.typing.stopped());
  }

  render() {
    const { room, editing } = this.#state;
    if (room && room.id !== this.#room) this.#enter(room);
    if (editing !== this.#editing) this.#edit(editing);
    at("editing").hidden = !editing;
    fill(at("editing"), editing?.id ?? "", () => editing && this.#editingLine());
    const typing = room ? [...room.typing].map(nameOf) : [];
    const line = typing.length > 0 ? `${listed(typing)} ${typing.length === 1 ? "is" : "are"} typing` : "";
    fill(at("typing"), line, () => line && [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), line]);
  }

  #enter(room) {
    if (this.#room && !this.#editing) this.#drafts.set(this.#room, this.#text.value);
    this.#room = room.id;
    this.#editing = undefined;
    this.#write(this.#drafts.get(room.id) ?? "");
    this.#text.placeholder = room.with ? `Write to ${room.name}` : `Write in ${room.name}`;
    // On a phone the keyboard would hide the room that one has just opened.
    if (!matchMedia("(max-width: 700px)").matches) this.#text.focus();
  }

  #edit(editing) {
    if (editing && !this.#editing) this.#drafts.set(this.#room, this.#text.value);
    this.#editing = editing;
    this.#write(editing ? editing.text : (this.#drafts.get(this.#room) ?? ""));
    this.#text.focus();
  }

  #editingLine() {
    return ["Changing your message ", h("button", { type: "button", class: "link", onclick: () => this.#stopEditing() }, "Cancel")];
  }

  #stopEditing() {
    this.#state.editing = undefined;
    this.#state.changed();
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#editing) {
      this.#stopEditing();
    } else if (event.key === "ArrowUp" && this.#text.value === "" && !this.#editing) {
      this.#editLast(event);
    }
  }

  /** The arrow goes up to the last message of one's own. */
  #editLast(event) {
    const last = this.#state.room?.messages.findLast(({ user, deleted }) => user === this.#state.me && !deleted);
    if (!last) return;
    event.preventDefault();
    this.#state.editing = last;
    this.#state.changed();
  }

  #typed() {
    this.#fit();
    const { room } = this.#state;
    if (!room || this.#editing) return;
    if (this.#text.value.trim()) this.#chat.typing.typed(room);
    else this.#chat.typing.stopped();
  }

  #submit() {
    const { room } = this.#state;
    const text = this.#text.value.trim();
    if (!room || !text) return;
    const editing = this.#editing;
    if (editing) {
      this.attempt(() => this.#chat.edit(editing, text));
    } else {
      this.#write("");
      this.attempt(() => this.#chat.say(room, text));
    }
  }

  #write(text) {
    this.#text.value = text;
    this.#fit();
  }

  #fit() {
    this.#text.style.setProperty("height", "auto");
    this.#text.style.setProperty("height", `${Math.min(this.#text.scrollHeight, TALLEST_PX)}px`);
  }
}
