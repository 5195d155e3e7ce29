// Stock clients of a node that speaks TLS stay while its certificate is changed; whoever comes then is shown the new one.
//
// Says "all are connected" when the second certificate may be put in the place of the first by whoever plays the scenario.
// FIRST and SECOND are files with the certificates.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { assertNoneLost, closeAll, connect, outcome } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const url = text("URL");
const first = readFileSync(text("FIRST"));
const second = readFileSync(text("SECOND"));
const room = "public:lobby";
const ways = [["websocket"], ["polling"], ["polling", "websocket"]];
const large = "x".repeat(300_000);

await scenario("tls", async (onEnd) => {
  const clients = await Promise.all(ways.map((transports) => connect(url, { transports, ca: [first, second] })));
  onEnd(() => closeAll(clients));
  for (const client of clients) await client.join(room);
  await until("one has upgraded", () => clients[2].upgrades === 1);
  await everybodyHears(clients, "before");
  console.log("all are connected");

  const shown = async (certificate) => {
    try {
      return (await outcome(url, { transports: ["websocket"], ca: certificate })) === "connected";
    } catch {
      return false;
    }
  };
  await until("whoever comes is shown the second one", () => shown(second));
  assert.equal(await shown(first), false, "and not the first one");
  await everybodyHears(clients, "after");
  assertNoneLost(clients);
  assert.deepEqual(clients.map((client) => client.transport), ["websocket", "polling", "websocket"]);
  return `${clients.length} clients stayed`;
});

/** Each sends to the others, more than fits a record of TLS. */
async function everybodyHears(clients, when) {
  for (const client of clients) {
    const answer = await client.ask("publish", { room, event: when, data: large });
    assert.equal(answer.ok, true, JSON.stringify(answer));
  }
  for (const client of clients) {
    await until(`all have heard the others ${when}`, () => client.received(when).length === clients.length - 1);
    assert.ok(client.received(when).every((data) => data === large));
  }
}
