// A client publishes to the room; the others receive it on every node and over every transport, it does not.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connect } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:garden";
const texts = [
  "plain",
  "Grüße",
  "🦜🏴‍☠️ 漢字",
  "line\u2028paragraph\u2029",
  'quote " backslash \\ nul \u0000',
  "</script>",
];
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256));

await scenario("publish", async (onEnd) => {
  const transports = [["websocket"], ["polling"], ["polling", "websocket"]];
  const clients = await Promise.all(
    urls().flatMap((url) => transports.map((transport) => connect(url, { transports: transport }))),
  );
  onEnd(() => closeAll(clients));
  await Promise.all(clients.map((client) => client.join(room)));

  await reachesTheOthersOnly(clients);
  await keepsEveryCharacter(clients);
  await carriesBytes(clients);
  await keepsTheOrderOfOneSender(clients);
  await endsWithLeave(clients);
  await needsMembership(clients);
  assertNoneLost(clients);
});

function others(clients, sender) {
  return clients.filter((client) => client !== sender);
}

function count(client, event) {
  return client.events.filter((each) => each.event === event).length;
}

async function publish(sender, event, data) {
  const answer = await sender.ask("publish", { room, event, data });
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer.id;
}

async function allHave(clients, event, times = 1) {
  await until(`${clients.length} clients have ${event}`, () =>
    clients.every((client) => count(client, event) >= times),
  );
}

async function reachesTheOthersOnly(clients) {
  for (const [i, sender] of clients.entries()) {
    const event = `hello-${i}`;
    const id = await publish(sender, event, { n: i });
    await allHave(others(clients, sender), event);
    for (const client of others(clients, sender)) {
      const [args, ...more] = client.events.filter((each) => each.event === event).map((each) => each.args);
      // Behind them is the offset.
      assert.deepEqual(args.slice(0, -1), [{ n: i }, { room, from: sender.id, id }]);
      assert.equal(more.length, 0, "once");
    }
  }
  // Every sender has received what came after its own event, so its own would have come by now.
  await publish(clients[0], "last", null);
  await publish(clients[1], "last", null);
  await allHave(clients, "last");
  clients.forEach((sender, i) => assert.equal(count(sender, `hello-${i}`), 0, "a sender does not hear itself"));
}

async function keepsEveryCharacter(clients) {
  const sender = clients[0];
  await publish(sender, "texts 🦜", texts);
  await allHave(others(clients, sender), "texts 🦜");
  for (const client of others(clients, sender)) assert.deepEqual(client.received("texts 🦜"), [texts]);
}

async function carriesBytes(clients) {
  const sender = clients.at(-1);
  await publish(sender, "bytes", {
    first: bytes,
    name: "é",
    deep: [{ second: Buffer.from([1, 2, 3]) }, Buffer.alloc(0)],
  });
  await allHave(others(clients, sender), "bytes");
  for (const client of others(clients, sender)) {
    const [data] = client.received("bytes");
    assert.deepEqual(Buffer.from(data.first), bytes, client.transport);
    assert.equal(data.name, "é");
    assert.deepEqual([...data.deep[0].second], [1, 2, 3]);
    assert.equal(data.deep[1].byteLength, 0);
  }
}

async function keepsTheOrderOfOneSender(clients) {
  const sender = clients[1];
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  await Promise.all(numbers.map((n) => publish(sender, "number", n)));
  await allHave(others(clients, sender), "number", numbers.length);
  for (const client of others(clients, sender)) assert.deepEqual(client.received("number"), numbers);
}

/** One event for the room, then one that also those outside get: whoever has the second would have had the first. */
async function endsWithLeave(clients) {
  const [leaver, ...rest] = clients;
  assert.deepEqual(await leaver.ask("leave", { room }), { ok: true, room });
  await publish(rest[0], "after-leave", 1);
  await allHave(rest.slice(1), "after-leave");
  const emitter = new Emitter(rest[0].url);
  await emitter.emit({ event: "for-members", rooms: [room] });
  await emitter.emit({ event: "for-all" });
  emitter.close();
  await allHave(clients, "for-all");
  assert.equal(count(leaver, "after-leave"), 0, "no events after leave");
  assert.equal(count(leaver, "for-members"), 0, "no events after leave");
  for (const client of rest) assert.equal(count(client, "for-members"), 1);
}

async function needsMembership([left]) {
  for (const asked of [
    { room, event: "x", data: 1 },
    { room: "public:never", event: "x" },
    { event: "x" },
    "x",
    null,
  ]) {
    const answer = await left.ask("publish", asked);
    assert.equal(answer.ok, false);
    assert.equal(answer.error.code, "not_joined", JSON.stringify(asked));
  }
  assert.equal((await left.ask("leave", { room })).error.code, "not_joined");
  assert.equal((await left.ask("publish")).error.code, "not_joined", "no argument at all");
  assert.equal((await left.ask("ping")).ok, true);
  assert.equal((await left.ask("dance")).error.code, "unknown_event");
}
