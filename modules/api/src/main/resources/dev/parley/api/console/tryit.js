// A stock client in this page, and an event that goes all the way to it.

import { html, useEffect, useRef, useState } from "./standalone.module.js";
import { inApp } from "./api.js";
import { clock, millis } from "./format.js";
import { connect } from "./live.js";
import { payloadOf } from "./rooms.js";
import { Badge, Copy, Empty, Field, Panel, doing } from "./ui.js";

const MOST_LINES = 200;

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));

export function TryIt({ namespace, app, configured }) {
  const [room, setRoom] = useState("try-it");
  const [event, setEvent] = useState("greeting");
  const [payload, setPayload] = useState('{"text":"Hello, Parley"}');
  const [token, setToken] = useState(null);
  const [state, setState] = useState("not connected");
  const [joined, setJoined] = useState("");
  const [lines, setLines] = useState([]);
  const socket = useRef(null);
  const sentAt = useRef(null);

  const say = (kind, what, took) => setLines((before) => [{ id: before.length ? before[0].id + 1 : 1, at: Date.now(), kind, what, took }, ...before].slice(0, MOST_LINES));

  const leave = () => {
    socket.current?.disconnect();
    socket.current = null;
    setState("not connected");
    setJoined("");
  };
  useEffect(() => leave, [app, namespace]);

  const mint = () => doing(() => inApp("POST", "join-tokens", { body: { room, ttl: 300, can: ["publish"] } }), "The token is good for five minutes.").then((minted) => {
    if (minted) setToken(minted);
    return minted;
  });

  const open = async () => {
    leave();
    const minted = token && token.room === room && Date.parse(token.expires) > Date.now() ? token : await mint();
    if (!minted) return;
    setState("connecting");
    const client = await connect(namespace, { forceNew: true, query: configured ? {} : { app } });
    socket.current = client;
    client.on("connect", async () => {
      setState("connected");
      say("note", `connected as ${client.id} over ${client.io.engine.transport.name}`);
      const answer = await client.emitWithAck("join", { token: minted.token });
      if (answer.ok) {
        setJoined(room);
        say("note", `joined ${room}`);
      } else {
        say("fault", `the join was refused: ${answer.error?.code ?? text(answer)}`);
      }
    });
    client.on("connect_error", (fault) => {
      setState("refused");
      say("fault", `not connected: ${fault.message}`);
    });
    client.on("disconnect", (reason) => {
      setState("not connected");
      setJoined("");
      say("note", `disconnected: ${reason}`);
    });
    client.onAny((name, ...args) => {
      const took = sentAt.current?.event === name ? performance.now() - sentAt.current.at : undefined;
      sentAt.current = null;
      say("event", `${name} ${args.map(text).join(" ")}`, took);
    });
  };

  const emit = async (sent) => {
    sent.preventDefault();
    sentAt.current = { event, at: performance.now() };
    say("sent", `POST /api/v1/emit ${event} to ${room}`);
    const answer = await doing(() => inApp("POST", "emit", { body: { event, namespace, rooms: [room], payload: payloadOf(payload), report: true } }));
    if (answer) say("note", `handed to ${answer.delivered} of ${answer.members} sockets`);
  };

  return html`<div class="split even">
    <div class="stack">
      <${Panel} title="1 · A token for a room" actions=${token && html`<${Copy} text=${token.token} label="Copy token" />`}>
        <form class="row-form" onSubmit=${(sent) => {
          sent.preventDefault();
          mint();
        }}>
          <${Field} label="Room"><input type="text" required maxlength="200" spellcheck="false" value=${room} onInput=${(typed) => setRoom(typed.target.value)} /><//>
          <button type="submit" class="button">Mint a join token</button>
        </form>
        ${token && html`<p class="secret small"><code>${token.token}</code></p><p class="hint">For <code>${token.room}</code>, until ${clock(token.expires)}. Your backend makes such tokens; this one opens one room and may publish there.</p>`}
      <//>
      <${Panel} title="2 · A stock client in this page" actions=${html`<${Badge} tone=${state === "connected" ? "good" : state === "refused" ? "bad" : "plain"}>${state}<//>`}>
        <p class="hint">socket.io-client from this node connects to <code>${namespace}</code> and joins the room with the token.</p>
        <p class="buttons"><button type="button" class="button" onClick=${open}>Connect and join</button>
          <button type="button" class="button" disabled=${state !== "connected"} onClick=${leave}>Disconnect</button>
          ${joined && html`<span>in <a class="chip" href=${`#/rooms/${encodeURIComponent(joined)}`}>${joined}</a></span>`}</p>
      <//>
      <${Panel} title="3 · An event from your backend">
        <form onSubmit=${emit}>
          <${Field} label="Event name"><input type="text" required maxlength="200" spellcheck="false" value=${event} onInput=${(typed) => setEvent(typed.target.value)} /><//>
          <${Field} label="Payload (JSON or text)"><textarea rows="3" spellcheck="false" class="mono" value=${payload} onInput=${(typed) => setPayload(typed.target.value)}></textarea><//>
          <button type="submit" class="button primary">Emit by the API</button>
        </form>
      <//>
    </div>
    <${Panel} title="What the client sees" className="detail" actions=${html`<button type="button" class="button small" disabled=${lines.length === 0} onClick=${() => setLines([])}>Clear</button>`}>
      ${lines.length === 0 ? html`<${Empty} title="Nothing yet">Connect, then emit: the event arrives here, with the time that it took from the click.<//>`
        : html`<ol class="log" aria-live="polite" aria-label="What the client sees" tabindex="0">${lines.map((line) => html`<li key=${line.id} class=${`log-${line.kind}`}>
            <time>${clock(line.at)}</time> <span class="log-text">${line.what}</span> ${line.took !== undefined && html`<span class="took">arrived after ${millis(line.took)}</span>`}</li>`)}</ol>`}
    <//>
  </div>`;
}
