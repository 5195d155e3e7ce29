import assert from "node:assert/strict";
import { connect } from "./client.mjs";
import { urls } from "./settings.mjs";
import { until } from "./until.mjs";

export const STATE = "/state";
export const VERIFY = "/verify";

/** Each at another node, where there are several. */
export const [here, there] = [urls()[0], urls().at(-1)];
/** Where a backend emits. */
export const backend = urls()[Math.floor(urls().length / 2)];

/** Emits as a backend does; answers with status and body. */
export async function emit(body, { at = backend, method = "POST", path = "/instantio/emit", headers = {}, raw } = {}) {
  const answer = await fetch(at + path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text && JSON.parse(text) };
}

export async function emitted(body, options) {
  const { status, body: said } = await emit(body, options);
  assert.equal(status, 200);
  assert.deepEqual(said, { code: 200, message: "Event emitted successfully" });
}

/** A client that has joined a room, and is reachable in it. */
export async function member(url, room, token) {
  const client = await connect(url);
  assert.deepEqual(await client.ask("join", { room, ...token }), { ok: true, room });
  return client;
}

/** All that was sent to these clients before, by whichever node, has arrived. */
export async function settled(...clients) {
  const fence = `fence-${Math.random()}`;
  for (const namespace of new Set(clients.map(({ socket }) => socket.nsp))) {
    for (const at of urls()) await emitted({ event: fence, namespace }, { at });
  }
  await until("the fences have arrived", () => clients.every((client) => client.received(fence).length === urls().length));
}

/** What a client was sent, without fences. */
export function heard(client) {
  return client.events.filter(({ event }) => !event.startsWith("fence-")).map(({ event, args }) => [event, ...args]);
}

/** Plays checks one after the other, each by the name of its function. */
export async function play(checks, ...args) {
  for (const check of checks) {
    const clients = [];
    try {
      await check((client) => (clients.push(client), client), ...args);
    } catch (error) {
      error.message = `${check.name}: ${error.message}`;
      error.stack = `${check.name}: ${error.stack}`;
      throw error;
    } finally {
      for (const client of clients) client.close();
    }
  }
  return `${checks.length} checks`;
}
