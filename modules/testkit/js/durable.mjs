// Nothing that was acknowledged is lost and nothing is there twice, while a node and then the store itself are killed.
//
// Users write into rooms at all nodes, with ids of their own, and send again at random, also what was acknowledged. Says
// "kill a node" and "kill the store" when that may be done, by whoever plays the scenario, who starts both again.
import assert from "node:assert/strict";
import { Chronicle } from "./lib/chronicle.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { Ledger } from "./lib/ledger.mjs";
import { Resident } from "./lib/resident.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const rooms = Array.from({ length: number("ROOMS", 5) }, (_, i) => `room-${i}`);
const writers = Array.from({ length: number("WRITERS", 20) }, (_, i) => `writer-${i}`);
const readers = rooms.map((room) => `reader-of-${room}`);
const total = number("MESSAGES", 2_000);
const AGAIN = 0.1;

await scenario("durable chat", async (onEnd) => {
  const backend = new Emitter(urls()[0]);
  onEnd(() => backend.close());
  for (const room of rooms) await made(backend, "/api/v1/chat/rooms", { id: room, members: [...writers, ...readers] });

  const chronicles = rooms.map((room) => new Chronicle(room));
  const watching = await Promise.all(
    readers.map(async (user, i) => {
      const token = await tokenOf(backend, user);
      return new Resident(urls(), i % urls().length, token, (socket) => chronicles[i].follow(socket));
    }),
  );
  onEnd(() => watching.forEach((reader) => reader.close()));
  const residents = await Promise.all(
    writers.map(async (user, i) => new Resident(urls(), i % urls().length, await tokenOf(backend, user))),
  );
  onEnd(() => residents.forEach((writer) => writer.close()));

  const book = new Ledger();
  let next = 0;
  let repeats = 0;
  const started = performance.now();
  const writing = residents.map(async (writer, w) => {
    for (let i = next++; i < total; i = next++) {
      const clientId = `m-${i}`;
      const request = { room: rooms[i % rooms.length], text: `${clientId} of ${writers[w]}`, clientId };
      const message = await stored(writer, request);
      book.keep(clientId, message);
      if (Math.random() < AGAIN) {
        repeats++;
        const again = await stored(writer, request);
        assert.deepEqual([again.id, again.seq], [message.id, message.seq], `${clientId} sent again is the same`);
      }
    }
  });
  writing.forEach((each) => each.catch(() => {}));
  const failed = Promise.all(writing);
  const reached = (share) => Promise.race([until(`${share} are written`, () => book.size >= total * share, 120), failed]);

  await reached(0.25);
  console.log("kill a node");
  await reached(0.5);
  console.log("kill the store");
  await failed;
  const seconds = (performance.now() - started) / 1000;
  assert.equal(book.size, total);

  let slowest = 0;
  for (const [i, room] of rooms.entries()) {
    const history = await everything(backend, room);
    assert.deepEqual(
      history.map((message) => message.seq),
      history.map((_, n) => n + 1),
      `${room} has no gap`,
    );
    book.assertIn(room, history);
    const all = history.map(({ seq, id, text, user }) => ({ seq, id, text, user }));
    const since = performance.now();
    await until(
      () => `the reader of ${room} has all ${all.length}; it has ${chronicles[i].complete}`,
      () => chronicles[i].complete >= all.length,
      60,
    );
    slowest = Math.max(slowest, performance.now() - since);
    assert.deepEqual(chronicles[i].list, all, `the reader of ${room} has the same list`);
  }
  const moves = [...residents, ...watching].reduce((sum, each) => sum + each.moves, 0);
  assert.ok(moves > 0, "somebody lost a node");
  return `${total} messages and ${repeats} repetitions in ${seconds.toFixed(1)} s, ${moves} moves to another node`;
});

/** Sends until it is acknowledged. */
async function stored(writer, request) {
  for (;;) {
    const answer = await writer.ask("message:send", request);
    if (answer?.ok) return answer.message;
    if (answer) assert.ok(["store_unavailable", "busy", "unavailable"].includes(answer.error.code), JSON.stringify(answer));
  }
}

async function made(backend, path, body) {
  const { status, text, json } = await backend.post(path, JSON.stringify(body));
  assert.equal(status, 201, `${path}: ${text}`);
  return json;
}

async function tokenOf(backend, user) {
  return (await made(backend, "/api/v1/tokens", { user, ttl: 3_600 })).token;
}

/** A room's history by pages, from its end to its beginning. */
async function everything(backend, room) {
  const all = [];
  for (let before = ""; ; before = `&before=${all[0].seq}`) {
    const { status, text, json } = await backend.request("GET", `/api/v1/chat/rooms/${room}/messages?limit=100${before}`, {
      "X-Api-Key": process.env.HTTP_API_KEY,
    });
    assert.equal(status, 200, text);
    all.unshift(...json.messages);
    if (!json.moreBefore) return all;
  }
}
