// One node of two drains by order of the API, then the other is told to stop: stock clients come back by themselves.
//
// Says "the other may stop" when the last node may be told so by whoever plays the scenario; NODES are the nodes' ids.
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { Admin } from "./lib/admin.mjs";
import { Balancer } from "./lib/balancer.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { request } from "./lib/raw-poll.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, list, number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [one, two] = urls();
const [first, second] = list("NODES");
const room = "public:lobby";
const quick = { reconnectionDelay: 50, reconnectionDelayMax: 200 };

await scenario("drain", async (onEnd) => {
  const balancer = await Balancer.listen(urls());
  onEnd(() => balancer.close());
  const ways = [["websocket"], ["polling"], ["polling", "websocket"]];
  const clients = Array.from({ length: number("CLIENTS", 60) }, (_, i) => {
    const socket = io(balancer.url, { forceNew: true, transports: ways[i % 3], ...quick });
    const client = { socket, lost: [], refused: 0, joins: 0 };
    socket.on("disconnect", (reason) => client.lost.push(reason));
    socket.on("connect_error", () => client.refused++);
    socket.on("connect", async () => {
      const answer = await socket.timeout(20_000).emitWithAck("join", { room });
      if (answer.ok) client.joins++;
    });
    onEnd(() => socket.disconnect());
    return client;
  });
  await until("all have joined", () => clients.every((client) => client.joins === 1));
  const admin = new Admin(one);
  onEnd(() => admin.close());

  await admin.ask("POST", "/nodes/nobody/drain", undefined, 404);
  const begun = await admin.ask("POST", `/nodes/${second}/drain`, undefined, 202);
  assert.equal(begun.state, "draining");
  assert.ok(begun.connections > 0, "it had clients");
  assert.equal((await admin.ask("POST", `/nodes/${second}/drain`, undefined, 202)).state, "draining", "twice does no harm");

  const ready = await request(two, "GET", "/health/ready");
  assert.equal(ready.status, 503);
  assert.equal(JSON.parse(ready.text).reason, "draining");
  const refused = await request(two, "GET", "/socket.io/?EIO=4&transport=polling");
  assert.equal(refused.status, 503);
  assert.equal(refused.headers["retry-after"], "1");
  assert.equal(JSON.parse(refused.text).code, "draining");

  await until("all of its clients have left it", async () => (await remaining(two)) === 0, 20);
  await until("all are connected", () => clients.every((client) => client.socket.connected && client.joins >= 1));
  const moved = clients.filter((client) => client.lost.length > 0);
  assert.ok(moved.length > 0 && moved.every((client) => client.lost.length === 1), "each lost its connection once at most");
  for (const { lost } of moved) assert.match(lost[0], /^transport (close|error)$/);
  await until("all who moved have joined again", () => moved.every((client) => client.joins === 2));
  assert.equal(JSON.parse((await request(two, "GET", "/health/live")).text).status, "live", "it stays up");

  const news = clients.map((client) => new Promise((heard) => client.socket.once("news", heard)));
  const emitter = new Emitter(two);
  onEnd(() => emitter.close());
  await emitter.emit({ event: "news", rooms: [room], payload: 1 });
  await Promise.all(news);

  await admin.ask("POST", `/nodes/${first}/drain`, undefined, 409);
  console.log("the other may stop");
  await until("all have lost the connection", () => clients.every((client) => !client.socket.connected), 20);
  return `${moved.length} of ${clients.length} clients moved`;
});

/** Client connections that a draining node has still, those among them that it carries for other nodes. */
async function remaining(url) {
  const { text } = await request(url, "GET", "/metrics", { "X-Api-Key": apiKey() });
  return Number(/^parley_drain_remaining (\S+)/m.exec(text)[1]);
}
