// The contract of the marketplace profile between users, vendors and a backend, who all use different nodes: whom it lets in, in
// its words; rooms in all the forms that clients have for them; events of a backend; what must not harm it.
import assert from "node:assert/strict";
import { Client, closeAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { claims, forged, shared } from "./lib/jwt.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [here, there, elsewhere] = urls();
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const sign = (members) => shared(text("JWT_SECRET"), { iat: claims().iat, exp: claims().exp, ...members });
const userToken = sign({ userId: "123" });
const vendorToken = sign({ id: 456, role: "vendor" });

await scenario("marketplace", async (onEnd) => {
  const clients = [];
  const backend = new Emitter(elsewhere);
  onEnd(() => closeAll(clients));
  onEnd(() => backend.close());
  const connect = async (url, options) => {
    const client = await new Client(url, { transports: ["websocket"], ...options }).connected();
    clients.push(client);
    return client;
  };

  await refusals();
  const user = await connect(here, { auth: { token: userToken } });
  const vendor = await connect(there, { query: { token: vendorToken } });
  const polling = await connect(there, { auth: { token: userToken, vendorId: "9" }, transports: ["polling"] });
  await ownRooms(backend, user, vendor, polling);
  await pings(user);
  await joins(user, vendor);
  await businessEvents(backend, user, vendor, polling);
  await conversations(backend, user, vendor);
  await typing(user, vendor);
  await pages();
  await nonsense(user);
  await leaves(backend, user);
  const brief = await connect(here, { auth: { token: sign({ userId: "9", exp: claims().iat + 30 }) } });
  await until("the token's end is announced", () => brief.received("token:expiring").length === 1);
});

// ---- 1, 2: who may connect ----

async function refusals() {
  assert.equal(await refusal({}), "AUTH_REQUIRED");
  for (const token of [null, ""]) assert.equal(await refusal({ auth: { token } }), "AUTH_REQUIRED");
  const inHeader = { extraHeaders: { Authorization: `Bearer ${userToken}` } };
  assert.equal(await refusal(inHeader), "AUTH_REQUIRED", "the header is not looked at");
  const expired = sign({ userId: "123", exp: claims().iat - 60 });
  const refresh = sign({ userId: "123", type: "refresh" });
  for (const token of ["nonsense", 7, forged(userToken), expired, refresh, shared("another secret", { userId: "123" })]) {
    assert.equal(await refusal({ auth: { token } }), "AUTH_FAILED", String(token));
  }
  assert.equal(await refusal({ auth: { token: sign({ sub: "123" }) } }), "INVALID_TOKEN");
  assert.equal(await refusal({ query: { token: sign({ userId: "", id: null }) } }), "INVALID_TOKEN");
}

/** The error a client sees: it has a message, and nothing beside it. */
function refusal(options) {
  const { socket } = new Client(there, { transports: ["websocket"], ...options });
  return new Promise((done, failed) => {
    socket.once("connect", () => failed(new Error(`connected by ${JSON.stringify(options)}`)));
    socket.once("connect_error", (error) => (error.data === undefined ? done(error.message) : failed(error)));
  }).finally(() => socket.disconnect());
}

async function ownRooms(backend, user, vendor, polling) {
  await backend.emit({ event: "conversation:created", rooms: ["user:123"], payload: { id: "c0" } });
  for (const device of [user, polling]) await hears(device, "conversation:created", { id: "c0" });
  await backend.emit({ event: "hello", rooms: ["vendor:456"], payload: 1 });
  await hears(vendor, "hello", 1);
  await hears(polling, "error", { message: "FORBIDDEN" });
}

// ---- 3, 4: ping, join ----

async function pings(user) {
  const { timestamp, ...answer } = await user.ask("ping");
  assert.deepEqual(answer, { ok: true, event: "pong" });
  assert.match(timestamp, ISO);
  user.socket.emit("ping", { any: "thing" });
  const pongs = await until("two pongs", () => user.received("pong").length === 2 && user.received("pong"));
  for (const pong of pongs) assert.match(pong.timestamp, ISO);
}

async function joins(user, vendor) {
  const joined = { ok: true, room: "user:123" };
  const forms = [
    ["join", { type: "user", id: "123" }],
    ["join", { type: "user", id: 123 }],
    ["join", "user", "123"],
    ["join", "user:123"],
    ["join", { userId: "123" }],
    ["join", { room: "user:123" }],
    ["join:user", "123"],
    ["join:user", 123],
    ["join:user", { userId: "123" }],
  ];
  for (const form of forms) assert.deepEqual(await user.ask(...form), joined, JSON.stringify(form));
  for (const form of forms) user.socket.emit(...form);
  await until("an event for each join", () => user.received("joined").length === forms.length);
  for (const told of user.received("joined")) assert.deepEqual(told, { room: "user:123" });

  const both = await vendor.ask("join", { userId: "456", vendorId: 456 });
  assert.deepEqual(both, { ok: true, room: "user:456", rooms: ["user:456", "vendor:456"] });
  assert.deepEqual(await vendor.ask("join:vendor", "456"), { ok: true, room: "vendor:456" });

  const invalid = { ok: false, error: "INVALID_ROOM" };
  for (const form of [["admin", "1"], [{ type: "admin", id: "1" }], ["admin:1"], ["user:"], ["user", ""], [{}], [[]], [7], []]) {
    assert.deepEqual(await user.ask("join", ...form), invalid, JSON.stringify(form));
  }
  const forbidden = { ok: false, error: "FORBIDDEN" };
  for (const form of [["user:456"], ["vendor", "456"], ["vendor:123"], [{ userId: "123", vendorId: "456" }]]) {
    assert.deepEqual(await user.ask("join", ...form), forbidden, JSON.stringify(form));
  }
  user.socket.emit("join", "admin", "1");
  await hears(user, "error", { message: "INVALID_ROOM" });
  user.socket.emit("join:user", { userId: "456" });
  await hears(user, "error", { message: "FORBIDDEN" });
}

// ---- 5 to 7, 11: what a backend emits ----

async function businessEvents(backend, user, vendor, polling) {
  const service = { id: "s1", consumerId: "123", status: "pending", serviceName: "Plumbing" };
  await backend.emit({ event: "service:created", rooms: ["vendor:456"], payload: { ...service, service } });
  await hears(vendor, "service:created", { ...service, service });

  const booking = { bookingId: "b1", status: "confirmed", booking: { id: "b1" } };
  await backend.emit({ event: "booking:status_changed", rooms: ["user:123", "vendor:456"], payload: booking });
  await backend.emit({ event: "booking:created", rooms: ["user:456", "vendor:456"], payload: booking });
  const payment = { paymentId: "p1", amount: 12345, currency: "USD" };
  await backend.emit({ event: "payment:completed", rooms: ["user:123", "vendor:456"], payload: payment });
  // One emitter's events keep their order: what came before the last one has come, once or not at all.
  for (const each of [user, vendor, polling]) await hears(each, "payment:completed", payment);
  for (const each of [user, vendor, polling]) assert.equal(each.received("booking:status_changed").length, 1);
  assert.equal(vendor.received("booking:created").length, 1, "once, in both of its rooms");
  assert.deepEqual(user.received("service:created"), []);
}

// ---- 8: conversations ----

async function conversations(backend, user, vendor) {
  const room = "conversation:c1";
  assert.deepEqual(await user.ask("join:conversation", { conversationId: "c1" }), { ok: true, room });
  assert.deepEqual(await vendor.ask("join:conversation", { conversationId: "c1" }), { ok: true, room });
  await backend.emit({ event: "message:new", rooms: [room], payload: { id: "m1", sender_id: "456" } });
  for (const each of [user, vendor]) await hears(each, "message:new", { id: "m1", sender_id: "456" });
  assert.deepEqual(await user.ask("leave:conversation", { conversationId: "c1" }), { ok: true, room });
  await backend.emit({ event: "message:new", rooms: [room], payload: { id: "m2" } });
  await backend.emit({ event: "fence", rooms: [room, "user:123"], payload: 1 });
  for (const each of [user, vendor]) await hears(each, "fence", 1);
  assert.deepEqual(user.received("message:new").map(({ id }) => id), ["m1"]);
  assert.deepEqual(vendor.received("message:new").map(({ id }) => id), ["m1", "m2"]);
}

async function typing(user, vendor) {
  const conversationId = "c1";
  assert.equal((await user.ask("conversation:typing", { conversationId, isTyping: true })).error, "FORBIDDEN");
  await user.ask("join:conversation", { conversationId });
  for (const isTyping of [true, false]) user.socket.emit("conversation:typing", { conversationId, isTyping });
  await until("both are told", () => vendor.received("conversation:typing").length === 2);
  vendor.received("conversation:typing").forEach(({ timestamp, ...told }, i) => {
    assert.deepEqual(told, { conversationId, userId: "123", isTyping: i === 0 });
    assert.match(timestamp, ISO);
  });
  await user.ask("conversation:typing", { conversationId, isTyping: true });
  await user.ask("leave:conversation", { conversationId });
  await until("who leaves has stopped", () => vendor.received("conversation:typing").at(-1).isTyping === false);
  assert.deepEqual(user.received("conversation:typing"), []);
}

// ---- 10: pages ----

async function pages() {
  const poll = async (origin) => fetch(`${here}/socket.io/?EIO=4&transport=polling`, { headers: { Origin: origin } });
  for (const origin of text("ORIGINS").split(",")) {
    const { status, headers } = await poll(origin);
    assert.equal(status, 200);
    assert.equal(headers.get("access-control-allow-origin"), origin);
    assert.equal(headers.get("access-control-allow-credentials"), "true");
  }
  const foreign = await poll("https://elsewhere.example");
  assert.equal(foreign.headers.get("access-control-allow-origin"), null);
}

// ---- 12: what killed the original, and the like ----

async function nonsense(user) {
  const before = user.received("error").length;
  const names = ["join:conversation", "join", "leave:conversation", "leave", "join:user", "join:vendor"];
  const bodies = [[], [null], [7], [true], [[]], [{}], [{ conversationId: {} }], [{ type: [], id: {} }], [Buffer.from("x")], [{ userId: null }]];
  for (const name of names) for (const body of bodies) user.socket.emit(name, ...body);
  for (const body of bodies) user.socket.emit("conversation:typing", ...body);
  for (const body of bodies) user.socket.emit("booking:created", ...body);
  const said = await user.ask("no such event", 1);
  assert.deepEqual(said, { ok: false, error: "UNKNOWN_EVENT" });
  // The number 7 is a good id, though somebody else's, to join:user and join:vendor.
  assert.equal(user.received("error").length - before, names.length * bodies.length);
  assert.equal((await user.ask("ping")).ok, true);
}

async function leaves(backend, user) {
  assert.deepEqual(await user.ask("leave", "user", "123"), { ok: true, room: "user:123" });
  await user.ask("join:conversation", { conversationId: "c2" });
  await backend.emit({ event: "unheard", rooms: ["user:123"], payload: 1 });
  await backend.emit({ event: "fence", rooms: ["conversation:c2"], payload: 2 });
  await hears(user, "fence", 2);
  assert.deepEqual(user.received("unheard"), []);
  assert.deepEqual(await user.ask("leave", { room: "conversation:c2" }), { ok: true, room: "conversation:c2" });
}

// ---- Common ----

function hears(client, event, payload) {
  return until(
    () => `${event} ${JSON.stringify(payload)} at ${client.url}; heard: ${JSON.stringify(client.events)}`,
    () => client.received(event).some((each) => JSON.stringify(each) === JSON.stringify(payload)),
  );
}
