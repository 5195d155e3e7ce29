// Clients are cut off while events go to their room, and come back: to the same node, and to others.
import assert from "node:assert/strict";
import parser from "socket.io-msgpack-parser";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { number, urls } from "./lib/settings.mjs";
import { Traveller } from "./lib/traveller.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const rounds = number("ROUNDS", 3);

await scenario("connection state recovery", async (onEnd) => {
  const nodes = urls();
  const backends = nodes.map((url) => new Emitter(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  const all = Array.from({ length: number("CLIENTS", 12) }, (_, i) =>
    new Traveller(nodes[i % nodes.length], i % 3 === 2 ? { parser } : {}),
  );
  onEnd(() => all.forEach((each) => each.close()));
  await Promise.all(all.map((each) => each.connected()));
  for (const each of all) assert.equal((await each.ask("join", { room })).ok, true);

  let sent = 0;
  let flowing = true;
  const flow = (async () => {
    while (flowing) {
      await backends[0].emit({ event: "news", rooms: [room], payload: sent });
      sent++;
      await new Promise((again) => setTimeout(again, 5));
    }
  })();

  for (let round = 1; round <= rounds; round++) {
    const before = sent;
    await until("events flow", () => sent > before + 10);
    all.forEach((each, i) => {
      each.heads(nodes[(i + round) % nodes.length]);
      each.cut();
    });
    await Promise.all(all.map((each) => each.connected(round + 1)));
  }
  flowing = false;
  await flow;
  await until(
    () => `everything is heard: ${all.map((each) => each.news.length)} of ${sent}`,
    () => all.every((each) => each.news.at(-1) === sent - 1),
  );
  all.forEach((each, i) => {
    const who = `client ${i}`;
    assert.deepEqual(each.recovered.slice(1), Array(rounds).fill(true), `${who} was recovered each time`);
    assert.equal(new Set(each.ids).size, 1, `${who} keeps its id`);
    assertSequence(each.news, sent, who);
    assert.ok(
      each.offsets.every((offset) => /^1/.test(offset)),
      "each event has an offset",
    );
  });
  const [first] = all;
  const answer = await first.ask("publish", { room, event: "thanks", data: null });
  assert.equal(answer.ok, true, "it may do what it might do before");
  return `${sent} events, ${all.length} clients, ${rounds} rounds`;
});
