// The flight recorder: what one socket or one user does, as it happens, on whichever node.

import { html, useEffect, useRef, useState } from "./standalone.module.js";
import { count, shortNode } from "./format.js";
import { own } from "./live.js";
import { Badge, Empty, Field, Icon, Panel, toast } from "./ui.js";

/** Lines that are kept; older ones go. */
const MOST = 1_000;

const TITLES = {
  present: "there", connected: "connected", updated: "updated", disconnected: "gone", joined: "joined", left: "left",
  received: "event in", sent: "event out", acknowledged: "ack out", answered: "ack in",
};

const TONES = { connected: "good", present: "good", disconnected: "bad", received: "in", answered: "in", sent: "out", acknowledged: "out" };

const time = (at) => new Date(at).toISOString().slice(11, 23);

function What({ of }) {
  switch (of.kind) {
    case "present":
    case "connected":
      return html`${of.transport} from ${of.address}${of.agent ? html` <span class="hint">${of.agent}</span>` : ""}${of.rooms?.length ? html` in ${of.rooms.join(", ")}` : ""}`;
    case "updated":
      return html`now over ${of.transport}`;
    case "disconnected":
      return of.reason;
    case "joined":
    case "left":
      return html`<code>${of.room}</code>`;
    default:
      return html`<code class="payload">${JSON.stringify(of.args)}</code> <span class="hint">${of.bytes} B${of.attachments ? `, ${of.attachments} attachments` : ""}${of.whole ? "" : ", not all of it shown"}${of.wantsAck ? ", wants an ack" : ""}</span>${of.refused ? html` <${Badge} tone="bad">${of.refused}<//>` : ""}`;
  }
}

export function Recorder({ app, kind: firstKind, target }) {
  const [kind, setKind] = useState(firstKind ?? "user");
  const [name, setName] = useState(target ?? "");
  const [payloads, setPayloads] = useState("secrets");
  const [recording, setRecording] = useState(null);
  const [lines, setLines] = useState([]);
  const [omitted, setOmitted] = useState(0);
  const [filter, setFilter] = useState("");
  const number = useRef(0);

  useEffect(() => {
    const socket = own();
    const heard = ({ sightings, omitted: more, lost }) => {
      setLines((before) => [...sightings.map((each) => ({ ...each, number: number.current++ })).reverse(), ...before].slice(0, MOST));
      if (more + lost > 0) setOmitted((before) => before + more + lost);
    };
    const over = () => setRecording(null);
    socket?.on("trail", heard);
    socket?.on("disconnect", over);
    return () => {
      socket?.off("trail", heard);
      socket?.off("disconnect", over);
      socket?.emit("trail:stop");
    };
  }, []);

  const start = async (event) => {
    event.preventDefault();
    const answer = await own()?.timeout(10_000).emitWithAck("trail:start", { app, [kind]: name, redact: payloads }).catch(() => null);
    if (!answer?.ok) {
      toast(answer?.error?.message ?? "The node does not answer.", "bad");
      return;
    }
    setLines([]);
    setOmitted(0);
    setRecording({ kind, name });
  };

  const stop = () => {
    own()?.emit("trail:stop");
    setRecording(null);
  };

  const shown = filter ? lines.filter((line) => JSON.stringify(line).toLowerCase().includes(filter.toLowerCase())) : lines;

  return html`<${Panel} title="Flight recorder" actions=${recording && html`<${Badge} tone="bad">recording ${recording.kind} ${recording.name}<//>`}>
      <form class="row-form" onSubmit=${start}>
        <${Field} label="What"><select value=${kind} disabled=${recording} onChange=${(event) => setKind(event.target.value)}><option value="user">User</option><option value="socket">Socket id</option></select><//>
        <${Field} label=${kind === "user" ? "User" : "Socket id"}><input type="text" data-search required maxlength="300" spellcheck="false" value=${name} disabled=${recording} onInput=${(event) => setName(event.target.value)} /><//>
        <${Field} label="Payloads"><select value=${payloads} disabled=${recording} onChange=${(event) => setPayloads(event.target.value)}><option value="secrets">without secrets</option><option value="payloads">names and sizes only</option></select><//>
        ${recording ? html`<button type="button" class="button danger" onClick=${stop}>Stop</button>` : html`<button type="submit" class="button primary">Record</button>`}
      </form>
      <p class="hint">Nothing is recorded before you start it, and nothing is kept when you stop or leave this page. Each start is in the audit log.</p>
    <//>
    <${Panel} title="Trail" actions=${html`
        ${omitted > 0 && html`<span class="hint warn-text">${count(omitted)} left out, too many at once</span>`}
        <label class="search small"><span class="hidden">Only lines with</span><${Icon} name="search" /><input type="search" placeholder="Filter" value=${filter} onInput=${(event) => setFilter(event.target.value)} /></label>
        <button type="button" class="button small" disabled=${lines.length === 0} onClick=${() => setLines([])}>Clear</button>`}>
      ${shown.length === 0 ? html`<${Empty} title=${recording ? "Waiting for something to happen" : "Not recording"}>${recording ? "Who comes, goes, joins, leaves and says something is shown here as it happens." : "Choose a user or a socket and press Record."}<//>`
        : html`<ol class="trail" aria-label="Trail" tabindex="0">${shown.map((line) => html`<li key=${line.number}>
            <time>${time(line.at)}</time> <span class=${`kind kind-${TONES[line.kind] ?? "plain"}`}>${TITLES[line.kind] ?? line.kind}</span>
            <span class="trail-what"><${What} of=${line} /></span>
            <span class="hint trail-who" title=${line.socket}>${line.namespace} ${line.socket.slice(0, 6)} @ ${shortNode(line.node)}</span></li>`)}</ol>`}
    <//>`;
}
