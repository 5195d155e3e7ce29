// Clients talk behind a load balancer without a memory, and a node dies. Those whose sessions lived there, or had a
// request on their way through it, come back; the others do not notice.
//
// Says "all are talking" when the node may be killed, by whoever plays the scenario.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { closeAll } from "./lib/client.mjs";
import { RoundRobin } from "./lib/round-robin.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { list, number, text, urls } from "./lib/settings.mjs";
import { Talker } from "./lib/talker.mjs";
import { until } from "./lib/until.mjs";

const victim = new URL(urls()[number("VICTIM", 3) - 1]).host;

await scenario("orphans", async (onEnd) => {
  const balancer = await RoundRobin.listen(urls());
  onEnd(() => balancer.close());
  const generations = list("GENERATIONS", "4.8.4");
  const talkers = await Promise.all(
    Array.from({ length: number("CLIENTS", 12) }, (_, i) =>
      Talker.join(i, generations[i % generations.length], balancer.url, i % 2 ? ["polling"] : ["polling", "websocket"]),
    ),
  );
  onEnd(() => closeAll(talkers));
  for (const talker of talkers) talker.talk();
  const ids = talkers.map((talker) => talker.session);
  await until("all hear all", () => talkers.every((talker) => talker.hearsOf(talkers)));
  console.log("all are talking");

  const orphans = talkers.filter((_, i) => [...balancer.servedBy.get(ids[i])][0] === victim);
  assert.ok(orphans.length > 0, "sessions live on the node");
  await until("the orphans have come back", () => orphans.every((talker) => talker.joins > 1), 60);
  const bereft = talkers.filter((talker, i) => orphans.includes(talker) || balancer.broken.has(ids[i]));
  await until("all who lost a request have come back", () => bereft.every((talker) => talker.joins > 1));
  for (const talker of talkers) talker.finish();
  const others = talkers.filter((talker) => !bereft.includes(talker));
  assert.ok(others.length > 0, "there are others");
  const deaf = () => talkers.filter((talker) => !talker.hearsTheLastOf(talkers));
  await until(
    () => `all have the last of all, unlike ${deaf().join("; ")}`,
    () => deaf().length === 0,
  );

  for (const other of others) {
    assert.deepEqual(other.lost, [], `${other} had nothing to do with it`);
    await until(`all that ${other} said is acknowledged`, () => other.answered === other.said);
    for (const speaker of others) {
      if (speaker !== other) assertSequence(other.from(speaker), speaker.said, `${other} hears ${speaker}`);
    }
  }
  await writeFile(text("SESSIONS", "/dev/null"), [...balancer.servedBy.keys()].join("\n"));
  return `${bereft.length} of ${talkers.length} came back, ${orphans.length} of them had lived on the node`;
});
