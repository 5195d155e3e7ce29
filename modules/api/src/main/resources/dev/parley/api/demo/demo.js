// The demo: a chat for two or more.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { at } from "./dom.js";
import { Sidebar } from "./sidebar.js";
import { State } from "./state.js";
import { Status } from "./status.js";
import { Timeline } from "./timeline.js";
import { Title } from "./title.js";
import { welcome } from "./welcome.js";
import { nameOf } from "./words.js";

const TOAST_MS = 6_000;
const TIMES_MS = 30_000;

const session = await welcome();
at("chat").hidden = false;

const state = new State();
state.me = session.user;
const connection = new Connection(session, state);
const chat = new Chat(session, connection, state);
const views = [
  new Sidebar(chat, state, session, attempt),
  new Title(chat, state, session, attempt),
  new Timeline(chat, state, attempt),
  new Composer(chat, state, attempt),
  new Status(connection, state),
];

state.watch(() => views.forEach((view) => view.render()));
chat.onNews = (message, room) => {
  const where = room.with || room.id === state.current ? "" : ` in ${room.name}`;
  at("spoken").textContent = `${nameOf(message.user)}${where}: ${message.text}`;
};
setInterval(() => state.changed(), TIMES_MS);
state.changed();
await attempt(() => chat.begin());

/** Does something, and says so if it cannot be done. */
async function attempt(something) {
  try {
    await something();
  } catch (fault) {
    toast(fault.code || connection.isOnline ? fault.message : "Not possible while you are not connected.");
  }
}

function toast(text) {
  at("toast").textContent = text;
  at("toast").classList.add("shown");
  clearTimeout(toast.over);
  toast.over = setTimeout(() => at("toast").classList.remove("shown"), TOAST_MS);
}
