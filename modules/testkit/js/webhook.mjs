// The application's backend hears of every client once, in deliveries that the stock library verifies.
import assert from "node:assert/strict";
import { closeAll, connectAll } from "./lib/client.mjs";
import { Receiver } from "./lib/receiver.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const types = ["socket.connected", "socket.disconnected", "room.joined", "room.left", "room.published"];

await scenario("webhooks", async (onEnd) => {
  const failedOnce = new Set();
  const receiver = new Receiver(text("WEBHOOK_SECRET"), (body, id) => isFirstTryOfALeave(body, id, failedOnce));
  await receiver.listen(number("RECEIVER_PORT"));
  onEnd(() => receiver.close());

  const clients = await connectAll(number("CLIENTS", 60), urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  const ids = clients.map((client) => client.id);
  await Promise.all(clients.map((client) => client.join(room)));
  await Promise.all(clients.map((client) => client.ask("publish", { room, event: "hi", data: { from: client.id } })));
  const leavers = clients.slice(0, clients.length / 2);
  await Promise.all(leavers.map((client) => client.ask("leave", { room })));
  closeAll(clients);

  for (const type of types) await toldOfAll(receiver, ids, type);
  await nothingIsOnItsWay(receiver, onEnd);

  assert.deepEqual(receiver.refused, [], "every delivery verifies");
  for (const type of types) {
    assert.deepEqual(sockets(receiver.told(ids, type)), [...ids].sort(), `${type}: each client once`);
  }
  for (const body of receiver.told(ids)) assertShape(body);
  for (const { data } of receiver.told(ids, "room.published")) assert.deepEqual(data.data, { from: data.socket });
  const parted = receiver.told(ids, "room.left").filter((body) => body.data.reason === "leave");
  assert.deepEqual(sockets(parted), ids.slice(0, leavers.length).sort(), "who left by itself");
  assert.ok(failedOnce.size > 0, "some deliveries were refused once and came again");
  return `${receiver.told(ids).length} deliveries verified, ${failedOnce.size} of them at the second try`;
});

/** The receiver is out of order for three of the leaves, once each. */
function isFirstTryOfALeave(body, id, failedOnce) {
  if (body.type !== "room.left" || failedOnce.has(id) || failedOnce.size >= 3) return false;
  failedOnce.add(id);
  return true;
}

async function toldOfAll(receiver, ids, type) {
  const came = () => receiver.told(ids, type).length;
  await until(
    () => `${ids.length} times ${type}; ${came()} came, ${receiver.refused.length} refused: ${receiver.refused[0]}`,
    () => came() >= ids.length,
    60,
  );
}

/** What a node tells of later clients comes behind all that it had to tell before. */
async function nothingIsOnItsWay(receiver, onEnd) {
  const last = await connectAll(urls().length, urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(last));
  const ids = last.map((client) => client.id);
  closeAll(last);
  await until(
    "the last clients' disconnects are told",
    () => receiver.told(ids, "socket.disconnected").length === ids.length,
  );
}

function sockets(bodies) {
  return bodies.map((body) => body.data.socket).sort();
}

function assertShape(body) {
  assert.deepEqual(Object.keys(body).sort(), ["data", "timestamp", "type"]);
  assert.ok(Math.abs(Date.now() - Date.parse(body.timestamp)) < 300_000, `timestamp ${body.timestamp}`);
  assert.equal(body.data.namespace, "/");
  if (body.type.startsWith("room.")) assert.equal(body.data.room, room);
}
