// Clients join, and upgrade, in the middle of a stream of events: from its acknowledged join on, each misses nothing.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connect } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { list, number, urls } from "./lib/settings.mjs";
import { Stream } from "./lib/stream.mjs";
import { until } from "./lib/until.mjs";

const room = "public:stream";
const transports = list("TRANSPORTS", "polling,websocket");

await scenario(`latecomers over ${transports}`, async (onEnd) => {
  const streams = urls().map((url) => new Stream(url, room));
  onEnd(() => streams.forEach((stream) => stream.close()));
  const clients = [];
  onEnd(() => closeAll(clients));
  const flowing = Promise.all(streams.map((stream) => stream.flow()));
  flowing.catch(() => {}); // Awaited below.

  for (let i = 0; i < number("CLIENTS", 40); i++) clients.push(await comeLate(urls()[i % urls().length], streams));
  if (transports.length > 1) await until("all have upgraded", () => clients.every((client) => client.upgrades > 0));
  streams.forEach((stream) => stream.end());
  await flowing;
  await until("all have the last events", () =>
    clients.every((client) => streams.every((stream) => stream.of(client).at(-1) === stream.next - 1)),
  );

  assertNoneLost(clients);
  for (const [i, client] of clients.entries()) {
    for (const [s, stream] of streams.entries()) {
      const numbers = stream.of(client);
      assert.ok(
        numbers[0] <= client.owed[s],
        `client ${i} begins with ${numbers[0]}, but was in from ${client.owed[s]}`,
      );
      assertSequence(
        numbers.map((n) => n - numbers[0]),
        stream.next - numbers[0],
        `client ${i}, stream ${s}`,
      );
    }
  }
  return `${clients.length} clients, ${streams.map((stream) => stream.next)} events`;
});

/** Joins, and notes for each stream the first event that is posted after the join was acknowledged. */
async function comeLate(url, streams) {
  const client = await connect(url, { transports });
  await client.join(room);
  client.owed = streams.map((stream) => stream.next);
  return client;
}
