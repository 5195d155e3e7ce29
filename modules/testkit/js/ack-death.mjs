// A node dies while its clients are asked: the backend is told at once what is missing.
//
// Says "all are asked" when the node may be killed, by whoever plays the scenario.
import assert from "node:assert/strict";
import { closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:poll";
const victim = urls()[number("VICTIM", 3) - 1];
const TIMEOUT_MS = 60_000;

await scenario("death of a node that is asked", async (onEnd) => {
  const clients = await connectAll(number("CLIENTS", 30), urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  const [backend, other] = [new Emitter(urls()[0]), new Emitter(urls()[0])];
  onEnd(() => [backend, other].forEach((each) => each.close()));
  await Promise.all(clients.map((client) => client.join(room)));
  const doomed = clients.filter((client) => client.url === victim);
  for (const client of clients) {
    client.socket.on("who", (answer) => client.url !== victim && answer(client.url));
    client.socket.on("ready?", (answer) => answer());
  }

  const started = performance.now();
  const asked = ask(backend, "who");
  await until("all are asked", () => clients.every((client) => client.received("who").length === 1));
  // What each node tells of this one comes behind what it has told of the other.
  assert.equal((await ask(other, "ready?")).json.complete, true);
  console.log("all are asked");

  const { status, json } = await asked;
  const ms = Math.round(performance.now() - started);
  assert.equal(status, 200, JSON.stringify(json));
  assert.ok(ms < TIMEOUT_MS / 2, `it took ${ms} ms`);
  assert.equal(json.complete, false);
  assert.equal(json.answered, clients.length - doomed.length, JSON.stringify(json.missing));
  assert.equal(json.responses.length, json.answered);
  assert.equal(json.addressed, clients.length);
  assert.equal(json.missing.length, 1);
  const [{ node, ...missing }] = json.missing;
  assert.deepEqual(missing, { cause: "left", addressed: doomed.length, answered: 0 });
  assert.match(node, new RegExp(`^node-${number("VICTIM", 3)}\\.`));
  return `told after ${ms} ms`;
});

function ask(backend, event) {
  return backend.post("/api/v1/emit", JSON.stringify({ event, rooms: [room], ack: { timeout: TIMEOUT_MS } }));
}
