// A node dies and takes its clients with it: those of the other nodes are told who has gone, and who comes back elsewhere.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { heard, Person } from "./lib/person.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [first, doomed, last] = urls();

await scenario("messaging when a node dies", async (onEnd) => {
  const ann = await Person.signUp(first);
  const carol = await Person.signUp(last);
  const bob = await Person.signUp(doomed);
  const dora = await Person.signUp(doomed);
  const watchers = [await ann.device(), await carol.device()];
  const lost = [await bob.device(), await dora.device()];
  // Dora has a second device, which stays.
  const kept = await dora.device(last);
  onEnd(() => closeAll([...watchers, ...lost, kept]));
  for (const each of watchers) await heard(each, "user_online", ({ userId }) => userId === bob.id);

  const before = watchers.map(({ events }) => events.length);
  console.log("kill");
  await until("the clients of the dead node are lost", () => lost.every((client) => client.lost), 60);
  for (const [i, each] of watchers.entries()) {
    await heard(each, "user_offline", ({ userId }) => userId === bob.id, before[i]);
    const list = await heard(each, "online_users", () => true, before[i]);
    assert.ok(!list.some(({ userId }) => userId === bob.id));
    for (const { id } of [ann, carol, dora]) assert.ok(list.some(({ userId }) => userId === id));
  }
  await bob.device(first);
  for (const [i, each] of watchers.entries()) {
    await heard(each, "user_online", ({ userId }) => userId === bob.id, before[i]);
    const told = each.events.slice(before[i]).filter(({ args: [who] }) => who?.userId);
    assert.deepEqual(told.map(({ event, args: [who] }) => [event, who.userId]), [
      ["user_offline", bob.id],
      ["user_online", bob.id],
    ]);
  }
});
