// As much of a framework as this page needs. Text gets into the page as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const signs = new WeakMap();

/** An element. Attributes that are false or missing are left out; "on..." listens, "style" is an object of properties. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const at = (id) => document.getElementById(id);

/** Puts something in the place of what was there, if it is another thing than last time. */
export function fill(element, sign, make) {
  if (signs.get(element) === sign) return;
  signs.set(element, sign);
  keepingFocus(element, () => element.replaceChildren(...[make()].flat().filter(Boolean)));
}

/**
 * Has a list show these items, and touches only those that have changed.
 *
 * @param {Element} list
 * @param {{ key: string, sign: string, make: () => Element }[]} items each with a key of its own; the sign changes with
 *   what is to be seen
 */
export function show(list, items) {
  const keys = new Set(items.map(({ key }) => key));
  const before = new Map();
  for (const child of [...list.children]) {
    if (keys.has(child.dataset.key)) before.set(child.dataset.key, child);
    else child.remove();
  }
  let next = list.firstElementChild;
  for (const { key, sign, make } of items) {
    let child = before.get(key);
    if (signs.get(child) !== sign) {
      const made = make();
      made.dataset.key = key;
      signs.set(made, sign);
      if (child) {
        if (child === next) next = made;
        keepingFocus(child, () => child.replaceWith(made), made);
      }
      child = made;
    }
    if (child === next) next = child.nextElementSibling;
    else list.insertBefore(child, next);
  }
}

/** Whoever was at a button stays at the one that has come in its place; buttons are known by their data-focus. */
function keepingFocus(element, change, after = element) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  change();
  if (focused) after.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const paths = {
  send: "M4 12 20 4l-5 16-3.500-6.500z M11.500 13.500 20 4",
  plus: "M12 5v14 M5 12h14",
  back: "M15 5l-7 7 7 7",
  down: "M12 5v14 M6 13l6 6 6-6",
  leave: "M10 5H6v14h4 M14 8l4 4-4 4 M18 12h-8",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  remove: "M5 7h14 M10 7V5h4v2 M7 7l1 12h8l1-12",
  cut: "M4 12h5 M15 12h5 M10 7l4 10",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M5 20c1-4 4-5 7-5s6 1 7 5",
  heart: "M12 19.500C6 15 4 12.500 4 9.500A4 4 0 0 1 12 8a4 4 0 0 1 8 1.500c0 3-2 5.500-8 10z",
  thumb: "M7 11v8H4v-8z M7 11l4-7c2 0 2.500 1.500 2 3.500L12.500 10H19c1 0 1.500 1 1.300 2l-1.200 5.500c-.2 1-.9 1.500-1.800 1.500H7",
  smile: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z M9 10v.5 M15 10v.5 M8.500 14c2 2.500 5 2.500 7 0",
  one: "M6 12.500l4 4 8-9",
  two: "M3 12.500l4 4 7-9 M11 16l.5.500 8-9",
};

/** A picture that says nothing of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
