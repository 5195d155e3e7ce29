// Receivers that answer 500, hang, reset, redirect, send 10 MB, drip one byte a second, and one that is down for a while:
// nothing is lost, everything is in order within a lane, and a good receiver is not disturbed. Then all of them get well.
import assert from "node:assert/strict";
import { Admin } from "./lib/admin.mjs";
import { closeAll, connectAll } from "./lib/client.mjs";
import { Endpoint, OK } from "./lib/endpoint.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const events = number("EVENTS", 400);
const MEGABYTES = 10;

await scenario("webhooks and hostile receivers", async (onEnd) => {
  const app = new Admin(urls()[0], apiKey());
  onEnd(() => app.close());
  let poured = 0;
  const hostile = {
    "answers 500": (response) => response.writeHead(500).end("out of order"),
    hangs: () => {},
    resets: (response) => response.socket.resetAndDestroy(),
    redirects: (response) => response.writeHead(302, { Location: elsewhere.url }).end(),
    "pours 10 MB": (response) => {
      response.writeHead(500);
      pour(response, MEGABYTES, (bytes) => (poured += bytes));
    },
    drips: (response) => {
      response.writeHead(200, { "Content-Length": 1000 });
      const drop = setInterval(() => response.write("."), 1_000);
      response.on("close", () => clearInterval(drop));
    },
  };
  const elsewhere = await Endpoint.start();
  onEnd(() => elsewhere.close());
  const receivers = {};
  for (const name of ["good", "is down", ...Object.keys(hostile)]) {
    const receiver = await Endpoint.start();
    onEnd(() => receiver.close());
    const made = await app.ask("POST", "/webhooks/endpoints", { url: receiver.url, events: ["room.published"] });
    receiver.verifyBy(made.secret);
    receiver.endpoint = made.id;
    receiver.answer = hostile[name] ?? OK;
    receivers[name] = receiver;
  }
  const down = receivers["is down"];
  const port = down.port;
  await down.close();

  const clients = await connectAll(9, urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  await Promise.all(clients.map((client) => client.join(room)));
  const heapBefore = await heap();
  const told = await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; n < events / clients.length; n++) {
        const answer = await client.ask("publish", { room, event: "hi", data: { n } });
        assert.equal(answer.ok, true, JSON.stringify(answer));
      }
      return client.id;
    }),
  );
  const all = clients.length * Math.ceil(events / clients.length);

  const good = receivers.good;
  await until(() => `the good receiver has ${good.accepted.length} of ${all}`, () => good.accepted.length === all, 60);
  assertLanes(good, told, all);
  for (const name of Object.keys(hostile)) {
    const bad = receivers[name];
    await until(`${name}: it is tried`, () => bad.attempts > 1, 60);
    // What drips has begun with a 200, and that counts.
    if (name !== "drips") assert.equal(bad.accepted.length, 0, name);
  }
  assert.equal(elsewhere.attempts, 0, "redirects are not followed");
  const states = await app.ask("GET", `/webhooks/deliveries?endpoint=${receivers["answers 500"].endpoint}&limit=5`);
  assert.ok(states.deliveries.length > 0 && states.deliveries.every((each) => each.state === "pending"));

  await down.listen(port);
  for (const receiver of Object.values(receivers)) receiver.answer = OK;
  for (const [name, receiver] of Object.entries(receivers)) {
    const here = () => receiver.accepted.length;
    await until(() => `${name}, well again, has ${here()} of ${all}`, () => here() === all, 90).catch(async (late) => {
      const { deliveries } = await app.ask("GET", `/webhooks/deliveries?endpoint=${receiver.endpoint}&state=pending,dead&limit=5`);
      throw new Error(`${late.message}: ${JSON.stringify(deliveries)}`);
    });
    assertLanes(receiver, told, all);
    assert.deepEqual(receiver.refused, [], name);
  }
  const heapAfter = await heap();
  const attempts = receivers["pours 10 MB"].attempts - all;
  assert.ok(poured < attempts * MEGABYTES * 1e6 * 0.5, `of 10 MB each, ${poured} bytes were taken in ${attempts} attempts`);
  return `${all} events to ${Object.keys(receivers).length} receivers; heap of a node ${mb(heapBefore)} MB before, ${mb(heapAfter)} MB after`;
});

/** Each socket's events arrived in the order of its publishing, each once. */
function assertLanes(receiver, sockets, all) {
  const perSocket = all / sockets.length;
  for (const socket of sockets) {
    const numbers = receiver.of("room.published").filter((body) => body.data.socket === socket).map((body) => body.data.data.n);
    assert.deepEqual(numbers, Array.from({ length: perSocket }, (_, n) => n), `in the order of ${socket}`);
  }
}

function pour(response, megabytes, counted) {
  const chunk = Buffer.alloc(64 * 1024, "x");
  let left = megabytes * 1e6;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      counted(chunk.length);
      if (!response.write(chunk)) return response.once("drain", more);
    }
    response.end();
  };
  more();
}

async function heap() {
  const metrics = await (await fetch(`${urls()[0]}/metrics`, { headers: { "X-Api-Key": apiKey() } })).text();
  return metrics
    .split("\n")
    .filter((line) => line.startsWith("jvm_memory_used_bytes") && line.includes('area="heap"'))
    .reduce((sum, line) => sum + Number(line.split(" ").pop()), 0);
}

function mb(bytes) {
  return Math.round(bytes / 1e6);
}
