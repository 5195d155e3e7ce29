// A node dies without a word: whoever watches one of its users at another node is told before long.
//
// Says "watched" when that may be done, by whoever plays the scenario.
import assert from "node:assert/strict";
import { ChatBackend } from "./lib/chat-backend.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const WITHIN_S = 10;

await scenario("presence and the death of a node", async (onEnd) => {
  const victim = number("VICTIM") - 1;
  const others = urls().filter((_, i) => i !== victim);
  const backend = new ChatBackend(others[0]);
  onEnd(() => backend.close());
  await backend.ask("PUT", "/users/ann", {});
  const watchers = await Promise.all(others.map((url, i) => backend.device(url, `watcher-${i}`)));
  for (const watcher of watchers) await watcher.does("presence:watch", { users: ["ann", "bob"] });
  const ann = await backend.device(urls()[victim], "ann");
  const onVictim = await backend.device(urls()[victim], "bob");
  await backend.device(others[0], "bob");
  const isOnline = (name) => ({ user, online }) => user === name && online;
  for (const watcher of watchers) {
    await watcher.hears("presence", isOnline("ann"));
    await watcher.hears("presence", isOnline("bob"));
  }

  console.log("watched");
  await ann.ends();
  const started = performance.now();
  for (const watcher of watchers) await watcher.hears("presence", ({ user, online }) => user === "ann" && !online, WITHIN_S);
  const took = Math.round(performance.now() - started);
  assert.ok(onVictim.lost, "bob lost a device too");
  const { online } = await watchers[0].does("presence", { users: ["ann", "bob"] });
  assert.deepEqual(online, { ann: false, bob: true });
  for (const watcher of watchers) {
    const ofBob = watcher.received("presence").filter(({ user }) => user === "bob");
    assert.deepEqual(ofBob.map(({ online }) => online), [true], "bob was online all the time");
  }
  const died = Date.now();
  const seen = await until(
    "the store knows when ann was last seen, though her node could not say",
    async () => (await watchers.at(-1).does("presence", { users: ["ann"] })).lastSeen.ann,
  );
  assert.ok(Math.abs(died - Date.parse(seen)) < WITHIN_S * 1_000, `last seen ${seen}`);
  const again = await backend.device(others.at(-1), "ann");
  for (const watcher of watchers) {
    const last = () => watcher.received("presence").filter(({ user }) => user === "ann").at(-1);
    await watcher.hears("presence", (event) => event === last() && event.online);
  }
  again.close();
  return `offline ${took} ms after the node's death`;
});
