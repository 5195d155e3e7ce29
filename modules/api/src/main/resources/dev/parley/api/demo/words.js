// Names, colours and times, as people read them.

const MINUTE = 60_000;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "medium" });

const USER = "demo:";

/** A user of the demo has a name behind a prefix; others have what they have. */
export const nameOf = (user) => (user.startsWith(USER) ? user.slice(USER.length) : user);

/** "node-1.Xy12ab" is node-1 since its last start; a node without a name has only letters of its own. */
export const nodeName = (node) => (node.includes(".") ? node.slice(0, node.lastIndexOf(".")) : node.slice(0, 8));

export function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

/** Degrees on the colour wheel, the same for the same text. From 70 to 130 there are no colours that go well with white. */
export function hue(text) {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.codePointAt(0)) % 9973;
  return (130 + ((hash * 81) % 300)) % 360;
}

export function ago(time, now = Date.now()) {
  const minutes = Math.floor((now - Date.parse(time)) / MINUTE);
  if (minutes < 1) return "now";
  if (minutes < 60) return relative.format(-minutes, "minute");
  return clock.format(Date.parse(time));
}

export const atClock = (time) => clock.format(Date.parse(time));

export const inFull = (time) => full.format(Date.parse(time));

export const dayOf = (time) => new Date(time).toDateString();

export function dayName(time, now = new Date()) {
  const day = dayOf(time);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === now.toDateString()) return "Today";
  if (day === yesterday.toDateString()) return "Yesterday";
  return weekday.format(Date.parse(time));
}

export const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

export const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** "Ann", "Ann and Bob", "Ann, Bob and 3 others". */
export function listed(names) {
  if (names.length <= 1) return names[0] ?? "";
  if (names.length === 2) return names.join(" and ");
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} others`;
}
