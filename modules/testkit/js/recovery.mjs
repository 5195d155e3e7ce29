// Clients of all kinds are cut off while events go to their rooms, and come back: to the same node, and to others.
import assert from "node:assert/strict";
import parser from "socket.io-msgpack-parser";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { number, urls } from "./lib/settings.mjs";
import { joinToken } from "./lib/tokens.mjs";
import { Traveller } from "./lib/traveller.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const closed = "team:blue";
const rounds = number("ROUNDS", 3);

await scenario("connection state recovery", async (onEnd) => {
  const nodes = urls();
  const backends = nodes.map((url) => new Emitter(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  const all = Array.from({ length: number("CLIENTS", 12) }, (_, i) =>
    new Traveller(nodes[i % nodes.length], {
      ...(i % 3 === 2 ? { parser } : {}),
      ...(i % 4 === 3 ? { transports: ["polling"] } : {}),
    }),
  );
  const blobs = all.map((each) => {
    const heard = [];
    each.socket.on("blob", (blob) => heard.push(...blob));
    return heard;
  });
  const writer = new Traveller(nodes[0]);
  all.push(writer);
  onEnd(() => all.forEach((each) => each.close()));
  await Promise.all(all.map((each) => each.connected()));
  for (const each of all) assert.equal((await each.ask("join", { room })).ok, true);
  all.pop();
  const invited = all.filter((_, i) => i % 4 === 1);
  for (const each of invited) await each.ask("leave", { room });
  for (const each of invited) assert.equal((await each.ask("join", joinToken({ channel: closed }))).ok, true);

  let sent = 0;
  let flowing = true;
  const flow = (async () => {
    while (flowing) {
      await backends[0].emit({ event: "news", rooms: [room, closed], payload: sent });
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
    assert.equal((await writer.ask("publish", { room, event: "blob", data: Buffer.from([round]) })).ok, true);
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
    const missed = invited.includes(each) ? [] : Array.from({ length: rounds }, (_, round) => round + 1);
    assert.deepEqual(blobs[i], missed, `${who} has what is binary`);
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
