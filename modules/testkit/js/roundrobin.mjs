// Clients behind a load balancer without a memory exchange events, each acknowledged: any node takes any request.
//
// Each client speaks in a room of its own, and the next one listens. Clients that may change to WebSocket do so when a
// third has been said.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { closeAll } from "./lib/client.mjs";
import { RoundRobin } from "./lib/round-robin.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { list, number, text, urls } from "./lib/settings.mjs";
import { Stock } from "./lib/stock.mjs";
import { until } from "./lib/until.mjs";

const generation = text("GENERATION", "4.8.4");
const transports = list("TRANSPORTS", "polling");
const count = number("CLIENTS", 2);
const events = number("EVENTS", 1_000);
const IN_FLIGHT = 8;

await scenario(`${count} of ${generation} over ${transports}, round-robin`, async (onEnd) => {
  const balancer = await RoundRobin.listen(urls());
  onEnd(() => balancer.close());
  balancer.holdUpgrades();
  const clients = await Promise.all(
    Array.from({ length: count }, () => Stock.begin(generation, balancer.url, transports)),
  );
  onEnd(() => closeAll(clients));
  for (const [i, client] of clients.entries()) {
    await join(client, roomOf(i));
    await join(client.listen("number"), roomOf((i + 1) % count));
  }

  const started = performance.now();
  await Promise.all(clients.map((client, i) => speak(client, roomOf(i), 0, events / 3)));
  balancer.letUpgradesPass();
  await Promise.all(clients.map((client, i) => speak(client, roomOf(i), events / 3, events)));
  const said = performance.now();
  for (const [i, client] of clients.entries()) {
    await until(
      () => `${client} ${i} hears everything; ${client.heard("number").length} of ${events} until now`,
      () => client.heard("number").length >= events,
    );
  }
  const heard = performance.now();

  for (const [i, client] of clients.entries()) {
    assertSequence(
      client.heard("number").map(([n]) => n),
      events,
      `${client} ${i}`,
    );
    await client.settled();
    assert.equal(client.connects, 1);
    assert.deepEqual(client.lost, []);
    assert.equal(balancer.servedBy.get(client.engine.id).size, urls().length, "all nodes took requests of the session");
  }
  assert.equal(balancer.broken.size, 0);
  await writeFile(text("SESSIONS", "/dev/null"), [...balancer.servedBy.keys()].join("\n"));
  return `${events} events of each acknowledged in ${Math.round(said - started)} ms, heard after ${Math.round(heard - started)}`;
});

function roomOf(i) {
  return `public:${generation}-${transports}-${i}`;
}

async function join(client, room) {
  assert.deepEqual(await client.ask("join", { room }), { ok: true, room });
}

/** A few at a time, so that more than one may be in a request. The answers come in order. */
async function speak(client, room, from, to) {
  const answers = [];
  const say = async (n) => {
    const answer = await client.ask("publish", { room, event: "number", data: n });
    assert.equal(answer.ok, true, JSON.stringify(answer));
    answers.push(n);
  };
  const asked = [];
  for (let n = Math.ceil(from); n < to; n++) {
    asked.push(say(n));
    if (asked.length >= IN_FLIGHT) await asked.shift();
  }
  await Promise.all(asked);
  assert.deepEqual(
    answers,
    answers.map((_, i) => answers[0] + i),
    "answers come in order",
  );
}
