// Endpoints by the HTTP API: made, tried, told of what they want, rotated, disabled, replayed, deleted; each app its own.
import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { Admin } from "./lib/admin.mjs";
import { closeAll, connectAll } from "./lib/client.mjs";
import { Endpoint, OK } from "./lib/endpoint.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
/** A node learns of what another one changed within a second or so. */
const KNOWN_EVERYWHERE_MS = 2_500;

await scenario("webhooks by the API", async (onEnd) => {
  const app = new Admin(urls()[0], apiKey());
  onEnd(() => app.close());
  const receiver = await Endpoint.start();
  onEnd(() => receiver.close());

  const made = await app.ask("POST", "/webhooks/endpoints", {
    url: receiver.url,
    events: ["room.joined", "room.published", "room.occupied", "room.vacated"],
    ed25519: true,
  });
  assert.match(made.secret, /^whsec_/);
  receiver.verifyBy(made.secret);
  const path = `/webhooks/endpoints/${made.id}`;
  assert.ok(!JSON.stringify(await app.ask("GET", "/webhooks/endpoints")).includes(made.secret), "lists tell no secrets");

  const ping = await app.ask("POST", `${path}/ping`, undefined, 202);
  await until("the ping came", () => receiver.has(ping.id));
  assertEd25519(receiver, made.publicKey);
  const delivered = await until("the ping is delivered", async () => {
    const found = await app.ask("GET", `/webhooks/deliveries/${ping.id}`);
    return found.state === "delivered" && found;
  });
  assert.equal(delivered.attempts.length, 1);
  assert.equal(delivered.attempts[0].status, 204);

  await new Promise((known) => setTimeout(known, KNOWN_EVERYWHERE_MS));
  const clients = await connectAll(3, urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  await Promise.all(clients.map((client) => client.join(room)));
  await clients[0].ask("publish", { room, event: "hi", data: 1 });
  await until("what it wants is told", () => receiver.of("room.joined").length === 3 && receiver.of("room.published").length === 1);
  assert.equal(receiver.of("socket.connected").length, 0, "and nothing else");
  await until("the room is occupied, once", () => receiver.of("room.occupied").length === 1);

  const rotated = await app.ask("POST", `${path}/secret/rotate`, { overlap: 3_600 }, 200);
  assert.notEqual(rotated.secret, made.secret);
  receiver.verifyBy(made.secret, rotated.secret);
  await new Promise((known) => setTimeout(known, KNOWN_EVERYWHERE_MS));
  const both = await app.ask("POST", `${path}/ping`, undefined, 202);
  await until("signed by both secrets", () => receiver.has(both.id));
  assert.deepEqual(receiver.refused, []);

  receiver.answer = (response) => response.writeHead(500).end("the database is down");
  const failing = await app.ask("POST", `${path}/ping`, undefined, 202);
  const dead = await until("it is a dead letter", async () => {
    const { deliveries } = await app.ask("GET", `/webhooks/deliveries?endpoint=${made.id}&state=dead`);
    return deliveries.find((each) => each.id === failing.id);
  }, 60);
  assert.ok(dead);
  const found = await app.ask("GET", `/webhooks/deliveries/${failing.id}`);
  assert.ok(found.attempts.length > 1);
  assert.equal(found.attempts[0].answer, "the database is down");
  receiver.answer = OK;
  await app.ask("POST", `/webhooks/deliveries/${failing.id}/replay`, undefined, 202);
  await until("replayed, it arrives with the same id", () => receiver.has(failing.id), 60);

  receiver.answer = (response) => response.writeHead(500).end();
  const since = new Date(Date.now() - 1_000).toISOString();
  const lost = [];
  for (let i = 0; i < 3; i++) lost.push((await app.ask("POST", `${path}/ping`, undefined, 202)).id);
  await until("three dead letters", async () => {
    const { deliveries } = await app.ask("GET", `/webhooks/deliveries?endpoint=${made.id}&state=dead`);
    return lost.every((id) => deliveries.some((each) => each.id === id));
  }, 90);
  receiver.answer = OK;
  const { replayed } = await app.ask("POST", `${path}/replay`, { since }, 202);
  assert.equal(replayed, 3);
  await until("all replayed ones arrive", () => lost.every((id) => receiver.has(id)), 60);

  const before = receiver.accepted.length;
  closeAll(clients);
  await until("the room is vacated, once", () => receiver.of("room.vacated").length === 1);
  assert.ok(receiver.accepted.length > before);

  receiver.answer = (response) => response.writeHead(410).end();
  await app.ask("POST", `${path}/ping`, undefined, 202);
  const disabled = await until("410 disables it", async () => {
    const endpoint = await app.ask("GET", path);
    return !endpoint.enabled && endpoint;
  });
  assert.equal(disabled.disabled.why, "gone");
  receiver.answer = OK;
  await app.ask("PATCH", path, { enabled: true });
  const again = await app.ask("POST", `${path}/ping`, undefined, 202);
  await until("enabled again, it hears", () => receiver.has(again.id));

  await refusals(app);
  await batches(app, onEnd);
  await foreign(app, path, onEnd);
  await app.ask("DELETE", path, undefined, 204);
  await app.ask("GET", path, undefined, 404);
  return `${receiver.attempts} attempts`;
});

/** By the raw public key, as the specification writes it. */
function assertEd25519(receiver, publicKey) {
  const raw = Buffer.from(publicKey.replace(/^whpk_/, ""), "base64");
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]),
    format: "der",
    type: "spki",
  });
  const { headers } = receiver;
  const signature = headers["webhook-signature"].split(" ").find((each) => each.startsWith("v1a,"));
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${receiver.raw}`;
  assert.ok(verify(null, Buffer.from(content), key, Buffer.from(signature.slice(4), "base64")), "v1a verifies");
}

async function refusals(app) {
  for (const url of ["http://169.254.169.254/latest/meta-data", "ftp://example.org/", "nonsense", "http://user:word@example.org/"]) {
    const { code } = await app.ask("POST", "/webhooks/endpoints", { url }, 400);
    assert.ok(["url_refused", "invalid_request"].includes(code), `${url}: ${code}`);
  }
  await app.ask("POST", "/webhooks/endpoints", { url: "https://example.org/", events: ["room.exploded"] }, 400);
}

async function batches(app, onEnd) {
  const receiver = await Endpoint.start();
  onEnd(() => receiver.close());
  const made = await app.ask("POST", "/webhooks/endpoints", { url: receiver.url, events: ["room.published"], batch: 10 });
  receiver.verifyBy(made.secret);
  await new Promise((known) => setTimeout(known, KNOWN_EVERYWHERE_MS));
  let held;
  receiver.answer = (response) => (held = response);
  const [client] = await connectAll(1, urls(), { transports: ["websocket"] });
  onEnd(() => client.close());
  await client.join(room);
  for (let n = 0; n < 15; n++) await client.ask("publish", { room, event: "hi", data: n });
  await until("the first one is held", () => held);
  receiver.answer = OK;
  OK(held);
  const numbers = () =>
    receiver.accepted.flatMap(({ body }) => (body.type === "batch" ? body.data : [body])).map((each) => each.data.data);
  await until(() => `all came: ${numbers()}`, () => numbers().length >= 15, 60);
  assert.deepEqual(numbers(), Array.from({ length: 15 }, (_, n) => n), "in order");
  assert.ok(receiver.of("batch").length > 0, "several at once");
  await app.ask("DELETE", `/webhooks/endpoints/${made.id}`, undefined, 204);
}

/** Another app sees nothing of it. */
async function foreign(app, path, onEnd) {
  const admin = new Admin(urls()[0]);
  onEnd(() => admin.close());
  const other = await admin.app({ name: "other" });
  const stranger = admin.as(other.key);
  onEnd(() => stranger.close());
  await until("the other app is known", async () => {
    const answer = await fetch(`${urls()[0]}/api/v1/webhooks/endpoints`, { headers: { "X-Api-Key": other.key } });
    return answer.status === 200;
  });
  assert.deepEqual((await stranger.ask("GET", "/webhooks/endpoints")).endpoints, []);
  await stranger.ask("GET", path, undefined, 404);
  await stranger.ask("DELETE", path, undefined, 404);
}
