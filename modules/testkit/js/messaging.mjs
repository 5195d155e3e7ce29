// The contract of the messaging profile between two people, who use the first and the last of the nodes: what it accepts and
// refuses, in its words, byte for byte.
import assert from "node:assert/strict";
import { closeAll, connect } from "./lib/client.mjs";
import { forged, shared } from "./lib/jwt.mjs";
import { answered, heard, Person, refusedAt } from "./lib/person.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const here = urls()[0];
const there = urls().at(-1);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const STRANGER = "0123456789abcdef01234567";
const now = () => Math.floor(Date.now() / 1000);
const sign = (claims) => shared(text("JWT_SECRET"), claims);

await scenario("messaging", async (onEnd) => {
  const ann = await Person.signUp(here, { profile: { fullName: "Ann Lee" } });
  const bob = await Person.signUp(there, { role: "provider" });
  const clients = [];
  onEnd(() => closeAll(clients));
  await refusals(ann);
  const carol = await Person.signUp(here);
  await tokensInTheirPlaces(carol);
  await pages(carol);

  const b1 = await bob.device();
  clients.push(b1);
  const a1 = await ann.device();
  const b2 = await bob.device(here, { transports: ["polling"] });
  clients.push(a1, b2);
  await greetings(ann, bob, a1, b1);
  const { message } = await aMessage(ann, bob, a1, [b1, b2]);
  await acknowledgements(ann, bob, a1, b1);
  await unfitMessages(bob, a1);
  await typing(ann, bob, a1, b1);
  await receipts(ann, bob, a1, b1, message);
  await history(ann, bob, a1);
  await online(ann, bob, a1);
  await nonsense(bob, a1);
  assert.equal(a1.received("receive_message").length, 0, "nobody gets what oneself has sent");
  await goingAndComing(bob, a1, [b1, b2], clients);
});

// ---- Who may connect (checks 1 to 4) ----

async function refusals(ann) {
  const none = "Authentication error: No token provided";
  for (const auth of [undefined, {}, { token: null }, { token: "" }]) assert.equal(await refusedAt(there, { auth }), none);
  assert.equal(await refusedAt(there, { query: { token: ann.token } }), none, "the query is not looked at");

  const claims = { username: "x", _id: ann.id, role: "customer" };
  const wrong = [
    forged(ann.token),
    "nonsense",
    7,
    `Bearer ${ann.token}`,
    shared("another secret", claims),
    sign({ ...claims, exp: now() - 60 }),
    sign({ ...claims, _id: "not an id" }),
    sign({ username: "x" }),
  ];
  for (const token of wrong) assert.equal(await refusedAt(there, { auth: { token } }), "Authentication error: Invalid token", token);
  const unknown = sign({ ...claims, _id: STRANGER });
  assert.equal(await refusedAt(there, { auth: { token: unknown } }), "Authentication error: User not found");
}

/** Of pages, only the front end's may connect. */
async function pages(ann) {
  const auth = { token: ann.token };
  for (const transports of [["polling"], ["websocket"]]) {
    const of = (Origin) => ({ auth, transports, extraHeaders: { Origin } });
    (await connect(here, of(text("FRONTEND_URL")))).close();
    assert.match(await refusedAt(here, of("https://elsewhere.example")), /error|Pages of this origin may not connect/);
  }
}

async function tokensInTheirPlaces(person) {
  for (const transports of [["polling"], ["websocket"]]) {
    for (const extraHeaders of [{ Authorization: `Bearer ${person.token}` }, { Authorization: person.token }]) {
      const client = await connect(here, { extraHeaders, transports });
      assert.equal((await heard(client, "connection")).user._id, person.id);
      client.close();
    }
  }
  const byOther = await connect(here, { auth: { token: sign({ _id: person.id.toUpperCase() }) } });
  assert.equal((await heard(byOther, "connection")).user._id, person.id, "an id is no other in capitals");
  byOther.close();
}

// ---- Being there (checks 5 and 14) ----

async function greetings(ann, bob, a1, b1) {
  assert.deepEqual(a1.events[0].args, [
    { success: true, user: { _id: ann.id, name: "Ann Lee", username: ann.user.username } },
  ]);
  assert.deepEqual(a1.events.slice(0, 2).map(({ event }) => event), ["connection", "online_users"]);
  const [list] = a1.received("online_users");
  const self = list.find(({ userId }) => userId === ann.id);
  assert.deepEqual(Object.keys(self), ["userId", "_id", "username", "email", "role", "name", "lastSeen"]);
  assert.match(self.lastSeen, ISO);
  assert.deepEqual(self, {
    userId: ann.id,
    _id: ann.id,
    username: ann.user.username,
    email: "",
    role: "customer",
    name: "Ann Lee",
    lastSeen: self.lastSeen,
  });
  assert.ok(list.some(({ userId }) => userId === bob.id), "whoever was there before is in the list");
  const seen = await heard(b1, "user_online", ({ userId }) => userId === ann.id);
  assert.deepEqual(seen, { userId: ann.id, name: "Ann Lee", username: ann.user.username });
  assert.ok(!a1.received("user_online").some(({ userId }) => userId === ann.id), "nobody is told of oneself");
}

/** Devices of one person are one person; the others hear when the last one goes, and a second later who is left. */
async function goingAndComing(bob, a1, [b1, b2], clients) {
  const isBob = ({ userId }) => userId === bob.id;
  let before = a1.events.length;
  const b3 = await bob.device();
  b1.close();
  b2.close();
  await until("one device of three is left", () => !b1.socket.connected && !b2.socket.connected);
  b3.close();
  // Back at once: nobody shall have noticed.
  const again = await bob.device();
  clients.push(again);
  await answered(a1, ["get_unread_count"], "unread_count");
  assert.deepEqual(a1.events.slice(before).filter(({ args: [who] }) => who?.userId).map(({ event }) => event), []);

  before = a1.events.length;
  again.close();
  const gone = await heard(a1, "user_offline", isBob, before);
  const goneAt = a1.events.findLast(({ event }) => event === "user_offline").at;
  assert.deepEqual(Object.keys(gone), ["userId", "lastSeen"]);
  assert.match(gone.lastSeen, ISO);
  const left = await heard(a1, "online_users", () => true, before);
  const pause = a1.events.findLast(({ event }) => event === "online_users").at - goneAt;
  assert.ok(pause > 500 && pause < 5000, `the list came ${pause} ms after`);
  assert.ok(!left.some(isBob));

  before = a1.events.length;
  clients.push(await bob.device());
  await heard(a1, "user_online", isBob, before);
  assert.equal(a1.events.slice(before).filter(({ event }) => event === "user_offline").length, 0);
}

// ---- Messages (checks 6 to 8) ----

async function aMessage(ann, bob, a1, devices) {
  const content = `  ${"0123456789".repeat(6)} `;
  const confirmation = await answered(a1, ["send_message", { receiverId: bob.id, content }], "message_sent");
  const { message } = confirmation;
  assert.deepEqual(confirmation, { success: true, message });
  assert.deepEqual(Object.keys(message), ["_id", "content", "sentAt", "read", "senderId", "senderName", "receiverId"]);
  assert.match(message._id, /^[0-9a-f]{24}$/);
  assert.match(message.sentAt, ISO);
  assert.deepEqual(message, {
    _id: message._id,
    content: content.trim(),
    sentAt: message.sentAt,
    read: false,
    senderId: ann.id,
    senderName: "Ann Lee",
    receiverId: bob.id,
  });
  for (const device of devices) {
    const from = { _id: ann.id, name: "Ann Lee" };
    const notification = await heard(device, "message_notification");
    assert.match(notification.timestamp, ISO);
    assert.deepEqual(notification, {
      type: "new_message",
      from,
      message: `${content.slice(0, 50)}...`,
      timestamp: notification.timestamp,
    });
    assert.deepEqual(device.received("receive_message"), [message], "which comes before");
    assert.equal(device.received("message_notification").length, 1);
    assert.equal(device.received("message_sent").length, 0);
  }
  return { message };
}

async function acknowledgements(ann, bob, a1, b1) {
  const sent = await b1.ask("send_message", { receiverId: ann.id, content: "back" });
  assert.equal(sent.success, true);
  assert.equal(sent.message.receiverName, "Ann Lee");
  assert.ok(!("senderName" in sent.message), "no full name, no name");
  assert.deepEqual(await heard(a1, "receive_message"), sent.message);
  assert.equal((await heard(a1, "message_notification")).from.name, bob.user.username);
  assert.deepEqual(await a1.ask("send_message", { receiverId: bob.id }), { error: "Receiver ID and content are required" });
  assert.deepEqual(await a1.ask("get_unread_count"), { count: 1 });
  a1.events = a1.events.filter(({ event }) => event !== "receive_message");
}

async function unfitMessages(bob, a1) {
  const required = "Receiver ID and content are required";
  const failed = "Failed to send message";
  const cases = [
    [{ receiverId: bob.id, content: " \n\u00a0" }, required],
    [{ receiverId: bob.id, content: "" }, required],
    [{ receiverId: "", content: "x" }, required],
    [{ content: "x" }, required],
    [{}, required],
    [{ receiverId: STRANGER, content: "x" }, "Receiver not found"],
    [{ receiverId: "1234", content: "x" }, failed],
    [{ receiverId: 7, content: "x" }, failed],
    [{ receiverId: bob.id, content: 7 }, failed],
    [{ receiverId: bob.id, content: ["x"] }, failed],
    [{ receiverId: bob.id, content: "x".repeat(10_001) }, failed],
    [undefined, failed],
    [null, failed],
  ];
  for (const [payload, message] of cases) {
    const error = await answered(a1, payload === undefined ? ["send_message"] : ["send_message", payload], "error");
    assert.deepEqual(error, { message }, JSON.stringify(payload)?.slice(0, 100));
  }
}

// ---- Typing (check 9) ----

async function typing(ann, bob, a1, b1) {
  const says = (isTyping) => ({ userId: ann.id, userName: "Ann Lee", isTyping });
  const told = () => b1.received("typing_indicator");
  const receiverId = bob.id;
  a1.socket.emit("typing_start", { receiverId });
  await until("typing is seen", () => told().length === 1);
  a1.socket.emit("typing_stop", { receiverId });
  await until("its end is seen", () => told().length === 2);
  // Whoever does not say so again has stopped.
  a1.socket.emit("typing_start", { receiverId });
  await until("it ends by itself", () => told().length === 4);
  const started = performance.now();
  a1.socket.emit("typing_indicator", { receiverId, isTyping: true });
  await until("the indicator goes out", () => told().length === 5);
  const after = performance.now() - started;
  assert.ok(after > 2900 && after < 10_000, `after ${after} ms`);
  // Whoever goes while typing has stopped too.
  const phone = await ann.device(there);
  phone.socket.emit("typing_start", { receiverId });
  await until("typing is seen", () => told().length === 6);
  phone.socket.io.engine.close();
  await until("it ends with the client", () => told().length === 7);
  assert.deepEqual(told(), [true, false, true, false, false, true, false].map(says));
  for (const device of [a1, phone]) assert.deepEqual(device.received("typing_indicator"), []);
  a1.socket.emit("typing_start", { receiverId: STRANGER });
  a1.socket.emit("typing_start", { receiverId: "1234" });
}

// ---- Receipts and counts (checks 10 and 11) ----

async function receipts(ann, bob, a1, b1, message) {
  assert.deepEqual(await answered(b1, ["get_unread_count"], "unread_count"), { count: 1 });
  const messageId = message._id;
  assert.deepEqual(await answered(a1, ["mark_message_read", { messageId }], "error"), { message: "Access denied" });
  const read = { ...message, read: true };
  for (const times of [1, 2]) {
    const confirmed = await answered(b1, ["mark_message_read", { messageId }], "message_read_confirmed");
    assert.deepEqual(confirmed, { success: true, message: read });
    await until("the author is told each time", () => a1.received("message_read").length === times);
  }
  const [receipt] = a1.received("message_read");
  assert.match(receipt.readAt, ISO);
  const readBy = { _id: bob.id, name: bob.user.username };
  assert.deepEqual(receipt, { messageId, readBy, readAt: receipt.readAt });
  assert.deepEqual(await answered(b1, ["get_unread_count"], "unread_count"), { count: 0 });
  assert.equal(b1.received("message_read").length, 0);

  for (const [payload, text] of [
    [{ messageId: STRANGER }, "Message not found"],
    [{}, "Message not found"],
    [{ messageId: "1234" }, "Failed to mark message as read"],
    [null, "Failed to mark message as read"],
  ]) {
    assert.deepEqual(await answered(b1, ["mark_message_read", payload], "error"), { message: text });
  }
}

// ---- History (checks 12 and 13) ----

async function history(ann, bob, a1) {
  const friend = await Person.signUp(here);
  const sent = [];
  for (const content of ["1", "2", "3", "4", "5"]) {
    sent.push((await a1.ask("send_message", { receiverId: friend.id, content })).message);
  }
  const page = (more, other = friend.id) =>
    answered(a1, ["get_message_history", { otherUserId: other, ...more }], "message_history");
  assert.deepEqual(await page({ limit: 2 }), {
    messages: sent.slice(3),
    otherUser: { _id: friend.id, name: "Unknown User" },
    pagination: { page: 1, hasMore: true },
  });
  const contents = async (more) => {
    const { messages, pagination } = await page(more);
    return [messages.map(({ content }) => content).join(""), pagination];
  };
  assert.deepEqual(await contents({ limit: 2, page: 3 }), ["1", { page: 3, hasMore: false }]);
  assert.deepEqual(await contents({ limit: "2", page: "2" }), ["23", { page: 2, hasMore: true }]);
  assert.deepEqual(await contents({ limit: 5 }), ["12345", { page: 1, hasMore: false }], "a full page is no sign of more");
  assert.deepEqual(await contents({ limit: 2, page: 4 }), ["", { page: 4, hasMore: false }]);
  for (const limit of [0, 1e9, -1, "many", null, {}, 2 ** 53]) {
    assert.deepEqual(await contents({ limit }), ["12345", { page: 1, hasMore: false }], `limit ${limit}`);
  }
  for (const page of [0, -3, "first", null, []]) {
    assert.deepEqual(await contents({ page }), ["12345", { page: 1, hasMore: false }], `page ${page}`);
  }
  assert.equal((await contents({ page: 1e12 }))[0], "");

  assert.deepEqual(await page({}, STRANGER), {
    messages: [],
    otherUser: { _id: STRANGER, name: "Unknown User" },
    pagination: { page: 1, hasMore: false },
  });
  const withBob = await page({}, bob.id.toUpperCase());
  assert.equal(withBob.otherUser._id, bob.id.toUpperCase(), "as it was asked for");
  assert.deepEqual(withBob.messages.map(({ read }) => read), [true, false], "read is what its receiver has read");
  for (const payload of [undefined, null, 7, "x", [], {}, { otherUserId: "1234" }, { otherUserId: 7 }]) {
    const emit = payload === undefined ? ["get_message_history"] : ["get_message_history", payload];
    assert.deepEqual(await answered(a1, emit, "error"), { message: "Failed to get message history" });
  }
}

async function online(ann, bob, a1) {
  const list = await answered(a1, ["get_online_users"], "online_users");
  const entry = list.find(({ _id }) => _id === ann.id);
  assert.deepEqual(Object.keys(entry), ["_id", "username", "email", "role", "name"]);
  for (const { id } of [ann, bob]) assert.equal(list.filter(({ _id }) => _id === id).length, 1, "once for all devices");
  assert.deepEqual(await a1.ask("get_online_users"), list);
}

// ---- Whatever clients may send (check 15) ----

async function nonsense(bob, a1) {
  const events = [
    "send_message",
    "mark_message_read",
    "typing_start",
    "typing_stop",
    "typing_indicator",
    "get_message_history",
    "get_unread_count",
    "get_online_users",
    "no_such_event",
    "join",
  ];
  const payloads = [[], [null], [0], [7.5], [""], ["text"], [true], [[]], [[null, {}]], [{}], [{ receiverId: {} }]];
  payloads.push([{ receiverId: { $ne: null }, content: { $gt: "" } }], [{ messageId: { $ne: null } }], [new Uint8Array(3)]);
  payloads.push([{ otherUserId: { $ne: null }, page: {}, limit: [] }], [{ receiverId: bob.id, isTyping: {} }, 1, 2]);
  for (const event of events) for (const payload of payloads) a1.socket.emit(event, ...payload);
  assert.ok(await answered(a1, ["get_unread_count"], "unread_count"));
  await until("all is answered", async () => {
    const before = a1.events.length;
    await a1.ask("get_unread_count");
    return a1.events.length === before + 1;
  });
  const told = new Set(a1.received("error").map(({ message }) => message));
  const texts = [
    "Receiver ID and content are required",
    "Receiver not found",
    "Failed to send message",
    "Message not found",
    "Access denied",
    "Failed to mark message as read",
    "Failed to get message history",
  ];
  for (const text of told) assert.ok(texts.includes(text), text);
  assert.equal(a1.lost, null);
}
