// A stock client of one generation and one way to connect does all that it can do, beside one of the newest generation.
import assert from "node:assert/strict";
import { Emitter } from "./lib/emitter.mjs";
import { Line } from "./lib/line.mjs";
import { RawPoll } from "./lib/raw-poll.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, list, text, urls } from "./lib/settings.mjs";
import { Stock } from "./lib/stock.mjs";
import { until } from "./lib/until.mjs";
import { greatest, wireSize } from "./lib/wire-size.mjs";

const [url] = urls();
const generation = text("GENERATION", "4.8.4");
const transports = list("TRANSPORTS", "polling,websocket");

const room = "public:generations";
const texts = ["Grüße 🦜", "🏴‍☠️ 漢字", "line\u2028paragraph\u2029", "\u0000", 'quote " backslash \\', ""];
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256));

await scenario(`${generation} over ${transports}`, async (onEnd) => {
  const backend = new Emitter(url);
  onEnd(() => backend.close());
  const partner = await Stock.connect("4.8.4", url, ["websocket"]);
  onEnd(() => partner.close());
  const client = await Stock.connect(generation, url, transports, { user: "Zoë 🦜", word: "a+b&c=d" });
  onEnd(() => client.close());
  for (const each of [client, partner]) each.listen("texts 🦜", "bytes", "large", "word", "from the backend");

  await isAnswered(client);
  await enter(partner);
  await textsGoBothWays(client, partner, backend);
  await bytesGoBothWays(client, partner);
  await namespacesShareTheConnection(client, partner);
  await theLargestEventFitsAndOneByteMoreDoesNot(client, partner);
  await comesBackWhenPutOut(client, partner);
  await comesBackWhenTheLineIsCut(partner, onEnd);
  await staysAwayWhenItLeaves(client, backend);
  assert.deepEqual(partner.lost, []);
});

async function enter(client) {
  assert.deepEqual(await client.ask("join", { room }), { ok: true, room });
}

async function publish(client, event, data) {
  const answer = await client.ask("publish", { room, event, data });
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer.id;
}

/** Whether a client that may have been away is fully there again. */
async function takesPart(client, partner, word) {
  await enter(client);
  await publish(client, "word", word);
  await publish(partner, "word", word);
  for (const each of [client, partner]) {
    await until(`${each} hears ${word}`, () => each.heard("word").at(-1)?.[0] === word);
    assert.equal(each.heard("word").filter(([heard]) => heard === word).length, 1, "once");
  }
}

async function isAnswered(client) {
  assert.equal((await client.ask("dance")).error.code, "unknown_event");
  assert.equal((await client.ask("join", { room: "private" })).error.code, "token_required");
  await enter(client);
  assert.equal(client.connects, 1);
}

async function textsGoBothWays(client, partner, backend) {
  for (const [sender, listener] of [
    [client, partner],
    [partner, client],
  ]) {
    const id = await publish(sender, "texts 🦜", texts);
    const [data, context] = await listener.hears("texts 🦜");
    assert.deepEqual(data, texts);
    assert.equal(context.room, room);
    assert.equal(context.id, id);
  }
  await backend.emit({ event: "from the backend", rooms: [room], args: [texts, { n: 1 }, null, -1.5] });
  // A client of Engine.IO 4 gets the offset behind them.
  const heard = await client.hears("from the backend");
  assert.deepEqual(heard.slice(0, 4), [texts, { n: 1 }, null, -1.5]);
  assert.equal(heard.length, client.engineRevision === 4 ? 5 : 4);
}

async function bytesGoBothWays(client, partner) {
  const data = { first: bytes, name: "é", deep: [{ second: Buffer.from([255]) }, Buffer.alloc(0)] };
  for (const [sender, listener] of [
    [client, partner],
    [partner, client],
  ]) {
    await publish(sender, "bytes", data);
    const [received] = await listener.hears("bytes");
    assert.deepEqual(plain(received), plain(data));
    assert.ok(!Array.isArray(received.first), "bytes arrive as bytes");
  }
}

/** Clients may hand bytes over as a Buffer or as an ArrayBuffer. */
function plain({ first, name, deep: [{ second }, third] }) {
  return { name, bytes: [first, second, third].map((each) => Buffer.from(each).toString("hex")) };
}

async function namespacesShareTheConnection(client, partner) {
  const { id } = client.engine;
  const [there, partnerThere] = await Promise.all(
    [client, partner].map((each) => each.beside("/second", { user: "Zoë", word: "a+b&c=d" })),
  );
  assert.equal(there.engine.id, id);
  for (const each of [there, partnerThere]) {
    each.listen("word");
    await enter(each);
  }
  await takesPart(there, partnerThere, "there");
  await takesPart(client, partner, "here");
  const words = (each) => each.heard("word").map(([word]) => word);
  for (const each of [there, partnerThere]) assert.deepEqual(words(each), ["there"]);
  for (const each of [client, partner]) assert.deepEqual(words(each), ["here"]);

  for (const each of [there, partnerThere]) each.close();
  assert.deepEqual(there.lost, ["io client disconnect"]);
  await takesPart(client, partner, "after leaving the other");
  assert.equal(client.engine.id, id, "it was one connection all the time");
}

async function theLargestEventFitsAndOneByteMoreDoesNot(client, partner) {
  const { maxPayload } = (await RawPoll.open(url)).handshake;
  const event = (length) => ["publish", { room, event: "large", data: "x".repeat(length) }];
  const length = greatest(maxPayload, (each) => wireSize(client, ...event(each)) <= maxPayload);
  assert.ok(maxPayload - wireSize(client, ...event(length)) < 4, "nothing but the padding of Base64 is left");
  assert.equal((await client.ask(...event(length))).ok, true);
  assert.equal((await partner.hears("large"))[0].length, length);

  let status;
  client.engine.on("error", (error) => (status = error.description));
  const polls = client.transport === "polling";
  client.socket.emit(...event(length + 1), () => {});
  await client.settled(client.connects + 1);
  if (polls) assert.equal(status, 413);
  assert.match(client.lost.at(-1), /^transport (error|close)$/);
  assert.equal(partner.heard("large").length, 1, "what is too large reaches nobody");
  await takesPart(client, partner, "after too large an event");
}

/** What is nested beyond all reason costs the client its connection. */
async function comesBackWhenPutOut(client, partner) {
  const deep = Array.from({ length: 200 }).reduce((inner) => [inner], 0);
  client.socket.emit("publish", { room, event: "word", data: deep });
  await client.settled(client.connects + 1);
  assert.match(client.lost.at(-1), /^transport (error|close)$/);
  await takesPart(client, partner, "after being put out");
}

async function comesBackWhenTheLineIsCut(partner, onEnd) {
  const line = await Line.to(url);
  onEnd(() => line.close());
  const client = (await Stock.connect(generation, line.url, transports)).listen("word");
  onEnd(() => client.close());
  const there = await client.beside("/second");
  await takesPart(client, partner, "before the cut");
  // Between two polls there is nothing to cut.
  await until(`${client} loses its line`, () => (line.cut(), client.lost.length > 0));
  await client.settled(2);
  await there.settled(2);
  assert.match(client.lost.join(), /^transport (error|close)$/);
  await takesPart(client, partner, "after the cut");
  client.close();
  there.close();
}

async function staysAwayWhenItLeaves(client, backend) {
  const own = `public:${client}`;
  assert.equal((await client.ask("join", { room: own })).ok, true);
  assert.equal(await nodesWithMembers(backend, own), 1);
  const { connects } = client;
  client.close();
  assert.equal(client.lost.at(-1), "io client disconnect");
  await until("its room is empty", async () => (await nodesWithMembers(backend, own)) === 0);
  assert.equal(client.connects, connects);
}

/** To how many nodes an event for the room goes: only to those that have members of it. */
async function nodesWithMembers(backend, room) {
  const before = await broadcasts(backend);
  await backend.emit({ event: "anybody?", rooms: [room] });
  return (await broadcasts(backend)) - before;
}

async function broadcasts(backend) {
  const { text } = await backend.request("GET", "/metrics", { "X-Api-Key": apiKey() });
  const counts = [...text.matchAll(/^parley_broadcasts_sent_total\S* (\S+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
