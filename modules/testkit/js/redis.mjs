// A Node backend emits with the stock emitter through Redis; clients on every node hear of it once, as if their server had
// Socket.IO's Redis adapter.
//
// Says "kill" when Redis may go, "start" when it may come back with another password, and "restart" when it is to have
// the right one again; each is answered with a line once it is done and the nodes have noticed.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import readline from "node:readline";
import { Emitter as RedisEmitter } from "@socket.io/redis-emitter";
import { createClient } from "redis";
import { assertNoneLost, closeAll, connect } from "./lib/client.mjs";
import { Emitter as HttpEmitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [a, b] = ["public:a", "public:b"];
let fences = 0;

await scenario("redis", async (onEnd) => {
  const redis = await open();
  const told = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const emitter = new RedisEmitter(redis);
  const clients = await Promise.all(urls().flatMap((url) => [connect(url), connect(url, { transports: ["polling"] })]));
  const tenants = await Promise.all(urls().map((url) => connect(`${url}/tenant-x`)));
  onEnd(() => [redis.destroy(), told.return(), closeAll([...clients, ...tenants])]);
  for (const [i, client] of clients.entries()) await client.join(i % 2 === 0 ? a : b);
  await clients[0].join(b);

  const play = { redis, emitter, clients, tenants };
  await reachesWhomItIsFor(play);
  await carriesBytesAndDates(play);
  await keepsTheOrder(play);
  await movesSockets(play);
  await survivesGarbage(play);
  await survivesRedis(play, async (wish) => {
    console.log(wish);
    await told.next();
  });
  assertNoneLost([...clients, ...tenants]);
  await disconnects(play);
});

async function open() {
  const redis = createClient({ url: `redis://127.0.0.1:${number("REDIS_PORT")}`, password: text("REDIS_PASSWORD") });
  redis.on("error", () => {});
  return redis.connect();
}

/** Done when all clients have heard what was emitted before. */
async function fence({ emitter, clients, tenants }) {
  const name = `fence-${fences++}`;
  emitter.emit(name);
  emitter.of("/tenant-x").emit(name);
  const all = [...clients, ...tenants].filter((client) => !client.lost);
  await until(`${all.length} clients have ${name}`, () => all.every((client) => had(client, name) === 1));
}

function had(client, event) {
  return client.events.filter((each) => each.event === event).length;
}

/** Which clients have an event, each of them once. */
async function hearers(play, event) {
  await fence(play);
  assert.ok(play.clients.every((client) => had(client, event) <= 1), `${event} came twice`);
  return play.clients.flatMap((client, i) => (had(client, event) === 1 ? [i] : []));
}

async function reachesWhomItIsFor(play) {
  const { emitter, clients, tenants } = play;
  const all = [...clients.keys()];
  emitter.emit("to all", 1, "🦜", { deep: [null, true, 1.5] }, undefined);
  emitter.to(a).emit("to a");
  emitter.to([a, b]).emit("to both");
  emitter.except(b).emit("not b");
  emitter.to(clients[3].id).emit("to one");
  emitter.to(a).except(clients[0].id).emit("a without one");
  emitter.of("/tenant-x").to("nobody").emit("to nobody");
  emitter.of("/tenant-x").emit("elsewhere");
  emitter.of("/unknown").emit("nowhere");
  emitter.serverSideEmit("among servers");

  const even = all.filter((i) => i % 2 === 0);
  assert.deepEqual(await hearers(play, "to all"), all);
  assert.deepEqual(clients[1].events.find(({ event }) => event === "to all").args.slice(0, -1), [
    1,
    "🦜",
    { deep: [null, true, 1.5] },
    null,
  ]);
  assert.deepEqual(await hearers(play, "to a"), even);
  assert.deepEqual(await hearers(play, "to both"), all);
  assert.deepEqual(
    await hearers(play, "not b"),
    even.filter((i) => i > 0),
  );
  assert.deepEqual(await hearers(play, "to one"), [3]);
  assert.deepEqual(
    await hearers(play, "a without one"),
    even.filter((i) => i > 0),
  );
  // Who polls, or is behind with something else, may miss one.
  await until("volatile events are heard", () => {
    emitter.volatile.emit("volatile");
    return even.every((i) => had(clients[i], "volatile") > 0);
  });
  for (const event of ["to nobody", "elsewhere", "nowhere", "among servers"]) {
    assert.deepEqual(await hearers(play, event), []);
  }
  for (const tenant of tenants) {
    assert.equal(had(tenant, "elsewhere"), 1);
    assert.equal(had(tenant, "to all"), 0);
  }
}

async function carriesBytesAndDates(play) {
  const bytes = randomBytes(5_000);
  const at = new Date(1_700_000_000_123);
  play.emitter.emit("bytes", { deep: [bytes] }, new Uint8Array([1, 2, 3]), at);
  assert.deepEqual(await hearers(play, "bytes"), [...play.clients.keys()]);
  for (const client of play.clients) {
    const [first, second, third] = client.events.find(({ event }) => event === "bytes").args;
    assert.deepEqual(Buffer.from(first.deep[0]), bytes);
    assert.deepEqual([...Buffer.from(second)], [1, 2, 3]);
    assert.equal(third, at.toISOString());
  }
}

async function keepsTheOrder(play) {
  const numbers = Array.from({ length: 500 }, (_, n) => n);
  for (const n of numbers) play.emitter.to(n % 2 === 0 ? [a, b] : [b, a]).emit("n", n);
  await fence(play);
  for (const client of play.clients) assert.deepEqual(client.received("n"), numbers);
}

/** A move takes its place among the events before and behind it. */
async function movesSockets(play) {
  const { emitter, clients } = play;
  const even = [...clients.keys()].filter((i) => i % 2 === 0);
  emitter.to("public:x").emit("x before");
  emitter.in(a).socketsJoin(["public:x", "public:y"]);
  emitter.to("public:x").emit("x within");
  emitter.in(clients[2].id).socketsLeave("public:x");
  emitter.to("public:x").emit("x without one");
  emitter.in("public:y").except(clients[2].id).socketsLeave(["public:x", "public:y"]);
  emitter.to("public:x").emit("x behind");
  emitter.to("public:y").emit("y at last");
  assert.deepEqual(await hearers(play, "x before"), []);
  assert.deepEqual(await hearers(play, "x within"), even);
  assert.deepEqual(
    await hearers(play, "x without one"),
    even.filter((i) => i !== 2),
  );
  assert.deepEqual(await hearers(play, "x behind"), []);
  assert.deepEqual(await hearers(play, "y at last"), [2]);
}

async function survivesGarbage(play) {
  const publish = (channel, message) => play.redis.publish(channel, message);
  for (const garbage of ["", "garbage", "{", Buffer.alloc(2_000_000, 0x91), randomBytes(1_000)]) {
    await publish("socket.io#/#", garbage);
    await publish("socket.io-request#/#", garbage);
    await publish("socket.io#", garbage);
    await publish("socket.io#/tenant-x#room#", garbage);
  }
  await publish("socket.io-request#/#", '{"type":4,"opts":{}}');
  play.emitter.emit("after garbage");
  assert.deepEqual(await hearers(play, "after garbage"), [...play.clients.keys()]);
}

/** Redis is away, and has another password for a while: nothing else is disturbed, and the nodes find it again. */
async function survivesRedis(play, ask) {
  const { clients, redis } = play;
  const backend = new HttpEmitter(urls()[0]);
  await ask("kill");
  await backend.emit({ event: "by http" });
  await until("all have it", () => clients.every((client) => had(client, "by http") === 1));

  await ask("start");
  await backend.emit({ event: "still by http" });
  await until("all have it", () => clients.every((client) => had(client, "still by http") === 1));

  await ask("restart");
  await until("the backend has Redis again", () => redis.isReady);
  play.emitter.emit("once more");
  assert.deepEqual(await hearers(play, "once more"), [...clients.keys()]);
}

async function disconnects(play) {
  const { emitter, clients, tenants } = play;
  emitter.in(clients[1].id).disconnectSockets();
  emitter.in(clients[2].id).disconnectSockets(true);
  emitter.of("/tenant-x").disconnectSockets();
  const gone = [clients[1], clients[2], ...tenants];
  await until("they have gone", () => gone.every((client) => client.lost));
  for (const client of gone) assert.equal(client.lost, "io server disconnect");
  await fence(play);
  assertNoneLost(clients.filter((client) => !gone.includes(client)));
}
