// Clients on all nodes join one room; events posted to all nodes reach each of them once and in order.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { list, number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = text("ROOM", "public:lobby");
const transports = list("TRANSPORTS", "websocket");
const emits = number("EMITS", 100);
const upgrading = transports.length > 1;

await scenario(`fan-out over ${transports}`, async (onEnd) => {
  const clients = await connectAll(number("CLIENTS", 300), urls(), { transports });
  onEnd(() => closeAll(clients));
  const connections = urls().map((url) => new Emitter(url));
  onEnd(() => connections.forEach((connection) => connection.close()));
  await Promise.all(clients.map((client) => client.join(room)));

  const started = performance.now();
  await Promise.all(connections.map((connection, c) => postShare(connection, c, connections.length)));
  const ended = (client) => client.received("end").length === connections.length;
  await until(
    () => `every client has the last event of each connection; missing: ${missing(clients, connections)}`,
    () => clients.every(ended),
    60,
  );
  const ms = Math.round(performance.now() - started);

  assertNoneLost(clients);
  clients.forEach((client, i) => assertAllCame(client, `client ${i} at ${client.url}`, connections));
  assert.deepEqual(
    connections.map((connection) => connection.connections),
    connections.map(() => 1),
  );
  await assertTransports(clients);
  return `${clients.length * emits} deliveries to ${clients.length} clients in ${ms} ms`;
});

/** One connection's share of the round-robin, numbered from 0, then its end mark. */
async function postShare(connection, c, step) {
  for (let i = c, n = 0; i < emits; i += step, n++) {
    await connection.emit({ event: "news", rooms: [room], payload: { connection: c, n } });
  }
  await connection.emit({ event: "end", rooms: [room], payload: { connection: c } });
}

/** From which node to which node events have not come. */
function missing(clients, connections) {
  const paths = clients.flatMap((client) => {
    const ends = new Set(client.received("end").map((payload) => payload.connection));
    return connections.filter((_, c) => !ends.has(c)).map((connection) => `${connection.url} to ${client.url}`);
  });
  return [...new Set(paths)].join(", ");
}

function assertAllCame(client, who, connections) {
  const news = client.received("news");
  connections.forEach((_, c) => {
    const share = Math.ceil((emits - c) / connections.length);
    const numbers = news.filter((payload) => payload.connection === c).map((payload) => payload.n);
    assertSequence(numbers, share, `${who}, connection ${c}`);
  });
  assert.equal(news.length, emits, who);
}

function upgraded(clients) {
  return clients.filter((client) => client.upgrades > 0 && client.transport === "websocket").length;
}

async function assertTransports(clients) {
  if (upgrading) {
    await until(
      () => `every client has upgraded; ${upgraded(clients)} have`,
      () => upgraded(clients) === clients.length,
    );
  } else {
    for (const client of clients) assert.equal(client.transport, transports[0]);
  }
}
