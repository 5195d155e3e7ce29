import { h } from "./dom.js";
import { hue, initials, nameOf } from "./words.js";

/** A disc with initials, in a colour that belongs to the name; the name itself stands beside it. */
export function avatar(user, { online, small } = {}) {
  const name = nameOf(user);
  const classes = ["avatar", small && "small", online !== undefined && (online ? "here" : "away")];
  const style = { "--hue": String(hue(name)) };
  return h("span", { class: classes.filter(Boolean).join(" "), "aria-hidden": "true", style }, initials(name));
}

/** The same for a room. */
export function roomMark(name) {
  return h("span", { class: "avatar square", "aria-hidden": "true", style: { "--hue": String(hue(name)) } }, "#");
}

/** A node, with a dot in its colour. */
export function nodeChip(name, title = `Node ${name}`) {
  return h("span", { class: "node", style: { "--hue": String(hue(name)) }, title }, name);
}
