// The door: whoever comes in says a name.

import { avatar } from "./avatar.js";
import { at, h } from "./dom.js";
import { Session } from "./session.js";

const GUESTS = ["Ann", "Bob", "Cleo"];

/** A session, for the name that this tab had before or for one that is given now. */
export async function welcome() {
  const asked = new URLSearchParams(location.search).get("name");
  const known = asked ?? Session.remembered();
  if (known) {
    try {
      return await Session.enter(known);
    } catch (fault) {
      Session.forget();
      return knock(known, fault.message);
    }
  }
  return knock("", "");
}

function knock(name, refusal) {
  at("welcome").hidden = false;
  at("name").value = name;
  at("refused").textContent = refusal;
  at("name").focus();
  return new Promise((entered) => {
    const enter = async (wanted) => {
      at("refused").textContent = "";
      at("welcome").setAttribute("aria-busy", "true");
      try {
        const session = await Session.enter(wanted);
        at("welcome").hidden = true;
        entered(session);
      } catch (fault) {
        at("refused").textContent = fault.message;
        at("name").focus();
      } finally {
        at("welcome").removeAttribute("aria-busy");
      }
    };
    at("enter").addEventListener("submit", (event) => {
      event.preventDefault();
      enter(at("name").value);
    });
    at("guests").replaceChildren(
      ...GUESTS.map((guest) =>
        h("button", { type: "button", class: "guest", onclick: () => enter(guest) }, avatar(guest, { small: true }), guest),
      ),
    );
  });
}
