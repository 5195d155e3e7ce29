// One message, as it is seen.

import { avatar, nodeChip } from "./avatar.js";
import { h, icon } from "./dom.js";
import { ago, inFull, listed, nameOf } from "./words.js";

const REACTIONS = { "👍": ["thumb", "Like"], "❤️": ["heart", "Love"], "😄": ["smile", "Smile"] };

/** A message of the server, as an item of a list. */
export function message(said, place) {
  const { isFirst, isLast, room, state } = place;
  const isMine = said.user === state.me;
  const fate = isMine && isLast ? fateOf(said, room, state) : undefined;
  const when = isFirst || (isMine && isLast) ? ago(said.sent) : "";
  const isEditing = state.editing?.id === said.id;
  const sign = JSON.stringify([said, isFirst, isLast, fate, when, isEditing]);
  const classes = ["message", isMine && "mine", isFirst && "first", isLast && "last", said.deleted && "gone", isEditing && "changing"];
  const make = () =>
    h(
      "li",
      { class: classes.filter(Boolean).join(" ") },
      !isMine && isFirst && avatar(said.user, { small: true }),
      isFirst && header(said, isMine, when),
      h("div", { class: "line" }, bubble(said), !said.deleted && tools(said, isMine, place)),
      said.reactions.length > 0 && h("div", { class: "reactions" }, said.reactions.map((each) => reaction(said, each, place))),
      fate && h("p", { class: `fate ${fate.how}` }, icon(fate.how === "sent" ? "one" : "two"), fate.text),
    );
  return { key: said.id, sign, make };
}

/** One that waits for its acknowledgement. */
export function letter(each, room, chat) {
  const make = () =>
    h(
      "li",
      { class: `message mine first last ${each.refused ? "refused" : "waiting"}` },
      h("div", { class: "line" }, h("div", { class: "bubble" }, each.text)),
      each.refused
        ? h(
            "p",
            { class: "fate" },
            `Not sent: ${each.refused} `,
            h("button", { type: "button", class: "link", onclick: () => chat.outbox.again(room, each) }, "Try again"),
            " or ",
            h("button", { type: "button", class: "link", onclick: () => chat.outbox.drop(room, each) }, "discard"),
          )
        : h("p", { class: "fate" }, "Sending …"),
    );
  return { key: `letter ${each.clientId}`, sign: each.refused ?? "", make };
}

function header(said, isMine, when) {
  return h(
    "p",
    { class: "by" },
    h("strong", {}, isMine ? "You" : nameOf(said.user)),
    h("time", { datetime: said.sent, title: inFull(said.sent) }, when),
    route(said, isMine),
  );
}

/** From the author's node to this one, when that is known: a message that came in by the history has no way. */
function route({ data, arrived }, isMine) {
  const from = typeof data.node === "string" ? data.node : undefined;
  if (!from) return undefined;
  if (isMine || !arrived || arrived === from) return h("span", { class: "route" }, nodeChip(from, `Sent at ${from}`));
  return h(
    "span",
    { class: "route across", title: `Sent at ${from}, delivered to you by ${arrived}` },
    nodeChip(from, undefined),
    h("span", { class: "arrow" }, "→"),
    nodeChip(arrived, undefined),
  );
}

function bubble(said) {
  if (said.deleted) return h("div", { class: "bubble" }, "This message was deleted.");
  return h("div", { class: "bubble" }, said.text, said.edited && h("span", { class: "edited", title: inFull(said.edited) }, "edited"));
}

function tools(said, isMine, { state, chat, attempt }) {
  const tool = (name, label, onclick) =>
    h("button", { type: "button", class: "plain", "data-focus": `${name} ${said.id}`, "aria-label": label, title: label, onclick }, icon(name));
  const edit = () => {
    state.editing = said;
    state.changed();
  };
  return h(
    "div",
    { class: "tools" },
    Object.entries(REACTIONS).map(([name, [picture, label]]) =>
      tool(picture, label, () => attempt(() => chat.react(said, name, !has(said, name, state.me)))),
    ),
    isMine && tool("edit", "Edit", edit),
    isMine && tool("remove", "Delete", () => attempt(() => chat.remove(said))),
  );
}

const has = (said, name, user) => said.reactions.some((each) => each.name === name && each.users.includes(user));

function reaction(said, { name, users }, { state, chat, attempt }) {
  const [picture, label] = REACTIONS[name] ?? [undefined, name];
  const isMine = users.includes(state.me);
  const who = listed(users.map((user) => (user === state.me ? "you" : nameOf(user))));
  return h(
    "button",
    {
      type: "button",
      class: "reaction",
      "data-focus": `reaction ${name} ${said.id}`,
      "aria-pressed": String(isMine),
      title: `${label}: ${who}`,
      onclick: () => attempt(() => chat.react(said, name, !isMine)),
    },
    picture ? icon(picture) : name,
    h("span", { class: "unseen" }, `${label}: ${who}, `),
    String(users.length),
  );
}

/** What is known of where a message is: with the server, on the others' devices, before their eyes. */
function fateOf({ seq }, room) {
  const read = room.who("read", seq).map(nameOf);
  if (read.length > 0) return { how: "read", text: room.with ? "Read" : `Read by ${listed(read)}` };
  const got = room.who("delivered", seq).map(nameOf);
  if (got.length > 0) return { how: "delivered", text: room.with ? "Delivered" : `Delivered to ${listed(got)}` };
  return { how: "sent", text: "Sent" };
}
