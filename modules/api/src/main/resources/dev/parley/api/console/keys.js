// What the keyboard does, anywhere but in a field.

const TWO_KEYS_WITHIN = 1_200;

/** @param places by the letter that comes behind g */
export function listen(places, { go, help, search }) {
  let waiting = 0;
  const heard = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const second = Date.now() - waiting < TWO_KEYS_WITHIN;
    waiting = 0;
    if (second && places[event.key]) go(places[event.key]);
    else if (event.key === "g") waiting = Date.now();
    else if (event.key === "?") help();
    else if (event.key === "/") search();
    else return;
    event.preventDefault();
  };
  addEventListener("keydown", heard);
  return () => removeEventListener("keydown", heard);
}

const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
