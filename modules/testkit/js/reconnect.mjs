// A node dies. Those at the other nodes miss nothing; its own clients go to another node and join again.
//
// Says "all have joined" when the node may be killed, by whoever plays the scenario.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { Feed } from "./lib/feed.mjs";
import { Roamer } from "./lib/roamer.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const victim = number("VICTIM", 3) - 1;

await scenario("death of a node", async (onEnd) => {
  const all = Array.from({ length: number("CLIENTS", 30) }, (_, i) => new Roamer(urls(), i % urls().length, room));
  onEnd(() => closeAll(all));
  await until("all have joined", () => all.every((roamer) => roamer.present));
  const survivors = all.filter((roamer) => roamer.at !== victim);
  const orphans = all.filter((roamer) => roamer.at === victim);
  const backends = urls()
    .filter((_, node) => node !== victim)
    .map((url) => new Emitter(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  const feed = new Feed(room, backends, survivors);
  console.log("all have joined");

  await feed.flowUntil("the node is gone", () => orphans.every((orphan) => orphan.losses > 0));
  const gone = performance.now();
  const before = feed.sent;
  await feed.flowUntil("its clients have joined elsewhere", () => orphans.every((orphan) => orphan.present));
  const back = Math.round(performance.now() - gone);
  const first = feed.sent;
  feed.audience = all;
  await feed.flow(50);

  survivors.forEach((roamer, i) => assertSequence(roamer.received("news"), feed.sent, `survivor ${i}`));
  orphans.forEach((roamer, i) => {
    const late = roamer.received("news").filter((n) => n >= first);
    assertSequence(
      late.map((n) => n - first),
      feed.sent - first,
      `client ${i} of the dead node`,
    );
    assert.equal(new Set(roamer.received("news")).size, roamer.received("news").length, "nothing twice");
  });
  assert.ok(
    survivors.every((roamer) => roamer.joins === 1),
    "no survivor lost its connection",
  );
  assert.ok(orphans.every((roamer) => roamer.joins === 2 && roamer.at !== victim));
  assert.ok(before > 0, "events flowed when the node died");
  return `${feed.sent} events, the slowest took ${Math.round(feed.slowest)} ms; back after ${back} ms`;
});
