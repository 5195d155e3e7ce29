import assert from "node:assert/strict";
import { closeAll, connect } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

// In /tenant-* events are checked against the document, and what is published against the application's own schemas.

const room = "public:orders";

await scenario("validated", async (onEnd) => {
  const clients = await Promise.all(urls().map((url) => connect(`${url}/tenant-checked`)));
  onEnd(() => closeAll(clients));
  const [here, there] = clients;
  for (const client of clients) await client.join(room);

  await refused(here, "leave", [{ room: 7 }], "");
  await refused(here, "publish", [{ room }], "required property 'event' not found");
  await refused(here, "join", [{ room }, "and more"], "the event takes one argument");
  assert.equal((await here.ask("unheard-of")).error.code, "unknown_event", "what is not described is the profile's business");

  await refused(here, "publish", [{ room, event: "order", data: { id: "seven" } }], "data/id: string found, integer expected");
  await refused(here, "publish", [{ room, event: "order" }], "data: null found, object expected");
  assert.equal((await here.ask("publish", { room, event: "order", data: { id: 7 } })).ok, true);
  assert.equal((await here.ask("publish", { room, event: "chat", data: "anything" })).ok, true);
  await until("both are heard, and nothing else", () => there.events.length >= 2);
  assert.deepEqual(there.events.map(({ event }) => event), ["order", "chat"]);

  await isWarned(there);
});

/** A stock client that sends nearly as much as it may hears of it. */
async function isWarned(client) {
  const burst = Math.floor(1.8 * number("EVENTS_PER_SECOND"));
  for (let rounds = 0; client.received("limit:warning").length === 0; rounds++) {
    assert.ok(rounds < 5, `no warning; heard: ${JSON.stringify(client.events)}`);
    for (let i = 0; i < burst; i++) client.socket.emit("ping");
    await client.ask("ping");
  }
}

async function refused(client, event, args, why) {
  const { ok, error } = await client.ask(event, ...args);
  assert.equal(ok, false);
  assert.equal(error.code, "invalid_request", JSON.stringify(error));
  assert.ok(error.message.includes(why), error.message);
}
