// A backend asks all clients of a room on all nodes, through any node, and is told what they answer and what is missing.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";

const room = "public:poll";
const LONG_MS = 30_000;
const SHORT_MS = 1_500;
const photo = Buffer.from([0, 1, 2, 253, 254, 255]);

await scenario("acknowledgements", async (onEnd) => {
  const clients = await connectAll(number("CLIENTS", 30), urls(), { transports: ["polling", "websocket"] });
  onEnd(() => closeAll(clients));
  const backends = urls().map((url) => new Emitter(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  await Promise.all(clients.map((client) => client.join(room)));
  clients.forEach((client, i) => {
    client.socket.on("who", (asked, answer) => answer({ i, asked }, "not collected"));
    client.socket.on("photo", (answer) => answer({ of: i, photo }));
    client.socket.on("sometimes", (answer) => i >= 5 && answer(i));
    client.socket.on("leave or answer", (answer) => (i < 2 ? client.close() : answer(i)));
  });

  for (const backend of backends) await everybodyAnswers(backend, clients);
  await binaryAnswersArrive(backends[0], clients);
  await aNodeCanBeAskedAlone(backends, clients);
  await silenceIsTold(backends[1], clients);
  assertNoneLost(clients);
  await whoGoesIsNotWaitedFor(backends[0], clients);
  return `${clients.length} clients over ${backends.length} nodes`;
});

async function ask(backend, body) {
  const { status, json } = await backend.post("/api/v1/emit", JSON.stringify({ rooms: [room], ...body }));
  assert.equal(status, 200, JSON.stringify(json));
  return json;
}

function assertComplete(answer, clients) {
  assert.equal(answer.complete, true, JSON.stringify(answer));
  assert.equal(answer.addressed, clients.length);
  assert.equal(answer.answered, clients.length);
  assert.deepEqual(answer.missing, []);
  const sockets = answer.responses.map((response) => response.socket);
  assert.deepEqual(sockets.sort(), clients.map((client) => client.id).sort());
}

async function everybodyAnswers(backend, clients) {
  const answer = await ask(backend, { event: "who", payload: backend.url, ack: { timeout: LONG_MS } });
  assertComplete(answer, clients);
  for (const { socket, value } of answer.responses) assert.equal(clients[value.i].id, socket);
  assert.ok(answer.responses.every(({ value }) => value.asked === backend.url));
}

async function binaryAnswersArrive(backend, clients) {
  const answer = await ask(backend, { event: "photo", ack: { timeout: LONG_MS } });
  assertComplete(answer, clients);
  for (const { value, attachments } of answer.responses) {
    assert.deepEqual(value.photo, { _placeholder: true, num: 0 });
    assert.deepEqual(Buffer.from(attachments[0], "base64"), photo);
  }
}

async function aNodeCanBeAskedAlone(backends, clients) {
  for (const backend of backends) {
    const own = clients.filter((client) => client.url === backend.url);
    const answer = await ask(backend, { event: "who", payload: "local", local: true, ack: { timeout: LONG_MS } });
    assertComplete(answer, own);
  }
  await backends[0].emit({ event: "only here", rooms: [room], local: true });
  // Whoever has answered this one would have had the other before it.
  assertComplete(await ask(backends[0], { event: "who", payload: "all", ack: { timeout: LONG_MS } }), clients);
  for (const client of clients) {
    assert.equal(client.received("only here").length, client.url === backends[0].url ? 1 : 0, client.url);
  }
}

async function silenceIsTold(backend, clients) {
  const started = performance.now();
  const answer = await ask(backend, { event: "sometimes", ack: { timeout: SHORT_MS } });
  assert.ok(performance.now() - started >= SHORT_MS - 50, "it waited");
  assert.equal(answer.complete, false);
  assert.equal(answer.addressed, clients.length);
  assert.equal(answer.answered, clients.length - 5);
  assert.equal(answer.responses.length, clients.length - 5);
  for (const { cause } of answer.missing) assert.equal(cause, "unanswered");
  const unanswered = answer.missing.map((node) => node.addressed - node.answered);
  assert.equal(
    unanswered.reduce((sum, n) => sum + n),
    5,
  );
}

async function whoGoesIsNotWaitedFor(backend, clients) {
  const started = performance.now();
  const answer = await ask(backend, { event: "leave or answer", ack: { timeout: LONG_MS } });
  assert.ok(performance.now() - started < LONG_MS / 2, "it did not wait for those who left");
  assert.equal(answer.complete, false);
  assert.equal(answer.addressed, clients.length);
  assert.equal(answer.answered, clients.length - 2);
}
