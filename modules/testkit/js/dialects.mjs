// One room with clients of all generations and transports in it, on all nodes: what any of them publishes, text and
// bytes, reaches each of the others once, and each can read it.
//
// Strangers may be in the room before. It says "all are in the room" when they may speak, three words each like those
// below.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { list, number, urls } from "./lib/settings.mjs";
import { Stock, ways } from "./lib/stock.mjs";
import { until } from "./lib/until.mjs";

const room = "public:babel";
const kinds = list("GENERATIONS", "4.8.4").flatMap((generation) => ways.map((transports) => [generation, transports]));
const strangers = number("STRANGERS", 0);
const WORDS = 3;

await scenario(`${kinds.length} kinds of clients in one room`, async (onEnd) => {
  const clients = await Promise.all(
    kinds.map(([generation, transports], i) => Stock.connect(generation, urls()[i % urls().length], transports)),
  );
  onEnd(() => closeAll(clients));
  for (const client of clients) {
    client.listen("word");
    assert.equal((await client.ask("join", { room })).ok, true);
  }
  console.log("all are in the room");

  await Promise.all(clients.map((client, i) => speak(client, i)));
  const due = (clients.length - 1 + strangers) * WORDS;
  await until(
    () => `each has heard ${due} words; ${clients.map((client) => `${client}: ${client.heard("word").length}`)}`,
    () => clients.every((client) => client.heard("word").length >= due),
    60,
  );
  for (const [i, client] of clients.entries()) {
    const heard = client.heard("word").map(([word]) => word);
    assert.equal(new Set(heard.map(({ speaker, n }) => `${speaker} ${n}`)).size, due, `${client}: each word`);
    assert.equal(heard.length, due, `${client}: once`);
    for (const word of heard) assert.deepEqual(plain(word), plain(wordOf(word)), `${client} hears ${word.speaker}`);
    for (const speaker of new Set(heard.map((word) => word.speaker))) {
      const numbers = heard.filter((word) => word.speaker === speaker).map(({ n }) => n);
      assert.deepEqual(numbers, speaker === i ? [] : [0, 1, 2], `${client}: in order`);
    }
    assert.deepEqual(client.lost, []);
  }
  return `${clients.length * due} words`;
});

async function speak(client, speaker) {
  for (let n = 0; n < WORDS; n++) {
    const answer = await client.ask("publish", { room, event: "word", data: wordOf({ speaker, n }) });
    assert.equal(answer.ok, true, JSON.stringify(answer));
  }
}

function wordOf({ speaker, n }) {
  return { speaker, n, text: `${speaker} 🦜\u2028\u0000`, bytes: bytesFrom(n), more: [bytesFrom(200), null, -1.5] };
}

function bytesFrom(first) {
  return Buffer.from(Array.from({ length: 100 }, (_, i) => (first + i) % 256));
}

/** Clients may hand bytes over in several kinds of arrays, but in no list. */
function plain({ bytes, more: [last, ...more], ...rest }) {
  assert.ok(!Array.isArray(bytes), "bytes arrive as bytes");
  return { ...rest, more, bytes: [bytes, last].map((each) => Buffer.from(each).toString("hex")) };
}
