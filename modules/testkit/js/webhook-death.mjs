// Nodes are killed one after another and started again while clients publish: the receiver hears of everything that was
// acknowledged, at least once, in order within each lane, and of every socket that it goes.
//
// Says "kill node N" when that may be done, by whoever plays the scenario, who starts it again and says "next".
import assert from "node:assert/strict";
import readline from "node:readline";
import { io } from "socket.io-client";
import { Endpoint } from "./lib/endpoint.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const total = number("ACTIVITIES", 10_000);
const writers = number("WRITERS", 30);
const ANSWER_MS = 15_000;

await scenario("webhooks and dying nodes", async (onEnd) => {
  const receiver = (await Endpoint.start(number("RECEIVER_PORT"))).verifyBy(text("WEBHOOK_SECRET"));
  onEnd(() => receiver.close());
  const told = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  onEnd(() => told.return());

  const sockets = new Set();
  const acknowledged = new Map();
  let next = 0;
  const writing = Array.from({ length: writers }, async (_, w) => {
    let at = w;
    let socket;
    while (next < total) {
      socket = socket?.connected ? socket : await arrive(urls()[at++ % urls().length], sockets);
      if (!socket) continue;
      const n = next++;
      const answer = await asked(socket, { room, event: "n", data: { n } });
      if (answer?.ok) acknowledged.set(n, answer.id);
      else socket.disconnect();
    }
    socket?.disconnect();
  });
  writing.forEach((each) => each.catch(() => {}));
  const done = Promise.all(writing);

  for (let node = 1; node <= urls().length; node++) {
    const share = (total * node) / (urls().length + 1);
    await Promise.race([until(`${share} are published`, () => next >= share, 240), done]);
    console.log(`kill node ${node}`);
    await told.next();
  }
  await done;
  assert.ok(acknowledged.size > total * 0.9, `${acknowledged.size} of ${total} were acknowledged`);

  const published = () => new Set(receiver.of("room.published").map((body) => body.data.id));
  const missing = () => {
    const here = published();
    return [...acknowledged.values()].filter((id) => !here.has(id));
  };
  let lack = missing();
  await until(
    () => `all that was acknowledged is told; ${lack.length} are missing, such as ${lack.slice(0, 3)}`,
    async () => {
      lack = missing();
      await new Promise((later) => setTimeout(later, 200));
      return lack.length === 0;
    },
    120,
  );
  const gone = () => new Set(receiver.of("socket.disconnected").map((body) => body.data.socket));
  await until(
    () => `every socket's end is told; of ${sockets.size} sockets ${gone().size} went`,
    () => [...sockets].every((id) => gone().has(id)),
    120,
  );
  assert.deepEqual(receiver.refused, [], "every delivery verifies");
  assertInOrder(receiver);
  const lost = receiver.of("socket.disconnected").filter((body) => body.data.reason === "node lost").length;
  assert.ok(lost > 0, "survivors told of sockets of a killed node");
  return (
    `${acknowledged.size} acknowledged of ${total}, ${receiver.accepted.length} deliveries, ` +
    `${receiver.duplicates} duplicates, ${sockets.size} sockets, ${lost} of them ended by survivors`
  );
});

/** A socket that has joined; nothing if there is none to be had at that node now. */
async function arrive(url, sockets) {
  const socket = io(url, { forceNew: true, reconnection: false, transports: ["websocket"], timeout: 5_000 });
  const connected = await new Promise((decided) => {
    socket.once("connect", () => decided(true));
    socket.once("connect_error", () => decided(false));
    // The node has died after it took the connection and before it let the client in.
    socket.once("disconnect", () => decided(false));
  });
  if (!connected) {
    await new Promise((later) => setTimeout(later, 100));
    return undefined;
  }
  sockets.add(socket.id);
  try {
    const answer = await socket.timeout(ANSWER_MS).emitWithAck("join", { room });
    if (answer.ok) return socket;
  } catch {
    // It went, or it is slow: to the next node.
  }
  socket.disconnect();
  return undefined;
}

async function asked(socket, request) {
  try {
    return await socket.timeout(ANSWER_MS).emitWithAck("publish", request);
  } catch {
    return undefined;
  }
}

/** What is told of a socket that has joined begins with its connecting, ends with its end, and its numbers grow meanwhile. */
function assertInOrder(receiver) {
  const lanes = new Map();
  for (const { body } of receiver.accepted) {
    const socket = body.data.socket;
    if (socket) lanes.set(socket, [...(lanes.get(socket) ?? []), body]);
  }
  for (const [socket, bodies] of lanes) {
    const types = bodies.map((body) => body.type);
    // Who died while nothing could be stored had not let the socket join either.
    if (types.includes("room.joined")) assert.equal(types[0], "socket.connected", `${socket} begins: ${types}`);
    assert.equal(types.at(-1), "socket.disconnected", `${socket} ends: ${types}`);
    const numbers = bodies.filter((body) => body.type === "room.published").map((body) => body.data.data.n);
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b), `${socket} in order`);
  }
}
