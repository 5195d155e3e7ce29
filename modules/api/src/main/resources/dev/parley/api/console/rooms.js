// Rooms that have members, and what is said to them.

import { html, useEffect, useState } from "./standalone.module.js";
import { inApp, part } from "./api.js";
import { count, plural } from "./format.js";
import { SocketTable } from "./sockets.js";
import { Empty, Fault, Field, Icon, Loading, More, Name, Panel, PickButton, Table, doing, usePages } from "./ui.js";

/** Whoever types is not asked about at each letter. */
export function useSettled(value, millis = 250) {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), millis);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function Search({ label, value, onInput, placeholder }) {
  return html`<label class="search"><span class="hidden">${label}</span><${Icon} name="search" />
    <input type="search" data-search autocomplete="off" spellcheck="false" placeholder=${placeholder} value=${value} onInput=${(event) => onInput(event.target.value)} />
  </label>`;
}

/** JSON where it is JSON, else the text itself: what somebody types who wants to see something arrive. */
export function payloadOf(text) {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function EmitForm({ namespace, rooms, users, label }) {
  const [event, setEvent] = useState("greeting");
  const [payload, setPayload] = useState('{"text":"Hello from the console"}');
  const submit = async (sent) => {
    sent.preventDefault();
    await doing(
      () => inApp("POST", "emit", { body: { event, namespace, rooms, users, payload: payloadOf(payload), report: true } }),
      (answer) => `${event} was handed to ${plural(answer.delivered, "socket")}.`,
    );
  };
  return html`<form class="row-form" onSubmit=${submit} aria-label=${label}>
    <${Field} label="Event"><input type="text" required maxlength="200" spellcheck="false" value=${event} onInput=${(typed) => setEvent(typed.target.value)} /><//>
    <${Field} label="Payload (JSON or text)"><input type="text" spellcheck="false" class="mono" value=${payload} onInput=${(typed) => setPayload(typed.target.value)} /><//>
    <button type="submit" class="button primary">Emit</button>
  </form>`;
}

function Room({ room, namespace }) {
  const members = usePages((cursor) => inApp("GET", `rooms/${part(room)}/sockets`, { query: { namespace, cursor, limit: 50 } }), [room, namespace]);
  const sockets = members.pages.flatMap((page) => page.sockets);
  return html`<${Panel} title=${html`Room <${Name}>${room}<//>`} label=${`Room ${room}`} className="detail"
      actions=${html`<button type="button" class="button small" onClick=${members.again}>Refresh</button>`}>
    <${EmitForm} namespace=${namespace} rooms=${[room]} label="Emit to the room" />
    ${members.fault && html`<${Fault} of=${members.fault} again=${members.again} />`}
    ${sockets.length > 0 ? html`<${SocketTable} sockets=${sockets} namespace=${namespace} onGone=${members.again} label=${`Members of ${room}`} />`
      : members.busy ? html`<${Loading} />` : html`<${Empty} title="Nobody is here any more">The room is gone with its last member.<//>`}
    <${More} pages=${members} />
  <//>`;
}

export function Rooms({ namespace, app, target, go }) {
  const [prefix, setPrefix] = useState("");
  const wanted = useSettled(prefix);
  const pages = usePages((cursor) => inApp("GET", "rooms", { query: { namespace, prefix: wanted, cursor, limit: 100 } }), [wanted, namespace, app]);
  const rooms = pages.pages.flatMap((page) => page.rooms);
  const columns = [
    { title: "Room", of: (row) => html`<${PickButton} onClick=${() => go("rooms", row.room)}><${Name}>${row.room}<//><//>` },
    { title: "Sockets", number: true, of: (row) => count(row.sockets) },
  ];
  return html`<div class="split">
    <${Panel} title="Rooms" actions=${html`<button type="button" class="button small" onClick=${pages.again}>Refresh</button>`}>
      <${Search} label="Rooms that begin with" placeholder="Begins with …" value=${prefix} onInput=${setPrefix} />
      ${pages.fault && html`<${Fault} of=${pages.fault} again=${pages.again} />`}
      ${rooms.length > 0 ? html`<${Table} label="Rooms" columns=${columns} rows=${rooms} keyOf=${(row) => row.room} picked=${target} onPick=${(row) => go("rooms", row.room)} />`
        : pages.busy ? html`<${Loading} />`
        : !pages.fault && html`<${Empty} title=${wanted ? "No room begins like that" : "No room has members"}>Rooms are there while somebody is in them. <a href="#/tryit">Try it</a> makes one.<//>`}
      <${More} pages=${pages} />
    <//>
    ${target ? html`<${Room} key=${target} room=${target} namespace=${namespace} />`
      : html`<${Panel} className="detail placeholder" label="No room chosen"><${Empty} title="No room chosen">Choose one to see who is in it, and to emit to it.<//><//>`}
  </div>`;
}
