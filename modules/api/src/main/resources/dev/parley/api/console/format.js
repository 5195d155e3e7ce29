// Numbers and times as people read them.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });

/** What stands for something that is not known. */
export const UNKNOWN = "–";

function known(value) {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** 1,204 and 12.4k: no more digits than somebody compares at a glance. */
export function count(value) {
  if (!known(value)) return UNKNOWN;
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)}G`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`;
  if (value >= 1e5) return `${(value / 1e3).toFixed(0)}k`;
  if (value > 0 && value < 10 && !Number.isInteger(value)) return value.toFixed(1);
  return WHOLE.format(value);
}

export function bytes(value) {
  if (!known(value)) return UNKNOWN;
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  let left = value;
  while (left >= 1000 && at < units.length - 1) {
    left /= 1000;
    at++;
  }
  return `${at === 0 || left >= 100 ? left.toFixed(0) : left.toFixed(1)} ${units[at]}`;
}

export const perSecond = (value) => (known(value) ? `${count(value)}/s` : UNKNOWN);

export const bytesPerSecond = (value) => (known(value) ? `${bytes(value)}/s` : UNKNOWN);

export function millis(value) {
  if (!known(value)) return UNKNOWN;
  if (value >= 1000) return `${(value / 1000).toFixed(value >= 10_000 ? 0 : 1)} s`;
  if (value >= 10) return `${value.toFixed(0)} ms`;
  if (value >= 0.1) return `${value.toFixed(1)} ms`;
  return value === 0 ? "0 ms" : "<0.1 ms";
}

export const percent = (part) => (known(part) ? `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %` : UNKNOWN);

/** How long something has been so: 3 d 4 h, 12 min, 40 s. */
export function since(time, now = Date.now()) {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (!Number.isFinite(seconds)) return UNKNOWN;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const ago = (time) => `${since(time)} ago`;

export const clock = (time) => CLOCK.format(new Date(time));

/** The time of day, with the day where it is another one. */
export function moment(time) {
  const at = new Date(time);
  const today = new Date().toDateString() === at.toDateString();
  return today ? CLOCK.format(at) : `${DAY.format(at)}, ${CLOCK.format(at)}`;
}

export const full = (time) => FULL.format(new Date(time));

/** The part of a node's id that somebody gave it; what a start added is for the title. */
export function shortNode(id) {
  const dot = id.lastIndexOf(".");
  return dot > 0 ? id.slice(0, dot) : id.length > 12 ? id.slice(0, 8) : id;
}

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
