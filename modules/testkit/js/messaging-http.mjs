// The HTTP routes of the messaging profile: signing up and in, and everything that can be asked without a socket; what is
// sent by them reaches sockets.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { forged, shared } from "./lib/jwt.mjs";
import { call, heard, Person } from "./lib/person.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";

const here = urls()[0];
const there = urls().at(-1);
const STRANGER = "0123456789abcdef01234567";
const REQUIRED = "Receiver ID and content are required";

await scenario("messaging over http", async (onEnd) => {
  const ann = await Person.signUp(here, { profile: { fullName: " Ann Lee ", phone: "1", address: "", more: "x" } });
  const bob = await Person.signUp(there, { role: "provider" });
  await signingUp(ann);
  await signingIn(ann);
  await pages();
  await strangers(ann);

  const device = await bob.device();
  onEnd(() => closeAll([device]));
  const first = await sending(ann, bob, device);
  await conversation(ann, bob, first);
  await reading(ann, bob, device);
  await deleting(ann, bob);
  await garbage(ann);
});

// ---- Signing up and in ----

async function signingUp(ann) {
  const { user, token } = ann;
  assert.deepEqual(Object.keys(user), ["_id", "username", "email", "role", "profile", "createdAt", "updatedAt"]);
  assert.deepEqual(user.profile, { fullName: "Ann Lee", phone: "1" });
  const claims = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  assert.deepEqual([claims.username, claims._id, claims.role, claims.exp], [user.username, user._id, "customer", undefined]);

  const wish = { username: "somebody", email: "some@example.org", password: "secret", role: "customer" };
  const needed = "Username, email, password, and role are required";
  const cases = [
    [{ username: user.username }, 409, "Username already exists"],
    [{ email: user.email.toUpperCase() }, 409, "Email already exists"],
    [{ role: "admin" }, 403, "Nobody can sign up as admin"],
    [{ role: "owner" }, 400, "Role must be customer, provider, or admin"],
    [{ username: " " }, 400, needed],
    [{ email: undefined }, 400, needed],
    [{ password: "" }, 400, needed],
    [{ password: 7 }, 400, needed],
    [{ email: "nobody" }, 400, "Email is invalid"],
    [{ username: "x".repeat(101) }, 400, "Username must have at most 100 characters"],
    [{ password: "x".repeat(1001) }, 400, "Password must have at most 1000 characters"],
    [{ profile: { address: "x".repeat(501) } }, 400, "Profile must have at most 500 characters"],
  ];
  for (const [change, status, err] of cases) {
    const answer = await call(here, "POST", "/auth/sign-up", { body: { ...wish, ...change } });
    assert.deepEqual([answer.status, answer.json], [status, { err }]);
  }
  const control = await call(here, "POST", "/auth/sign-up", { body: { ...wish, username: "a\u0000b" } });
  assert.equal(control.status, 400);
}

async function signingIn(ann) {
  const signIn = (body, url = there) => call(url, "POST", "/auth/sign-in", { body });
  const { username } = ann.user;
  const good = await signIn({ username, password: ann.password });
  assert.equal(good.status, 200);
  assert.deepEqual(good.json.user, ann.user);
  await new Person(there, good.json).get("/message/unread/count");
  const err = "Username or Password is invalid";
  for (const wrong of [
    { username, password: "correct hors" },
    { username, password: `${ann.password} ` },
    { username: `${username}x`, password: ann.password },
    { username: ann.user.email, password: ann.password },
    { username },
    { password: ann.password },
    { username: { $ne: null }, password: { $ne: null } },
    {},
    [],
    null,
  ]) {
    const { status, json } = await signIn(wrong);
    assert.deepEqual([status, json], [401, { err }], JSON.stringify(wrong));
  }
  // Many at once wait for one another, and those who would wait too long are told so.
  const crowd = await Promise.all(Array.from({ length: 80 }, () => signIn({ username: "nobody", password: "x" })));
  const statuses = new Set(crowd.map(({ status }) => status));
  assert.deepEqual([...statuses].sort(), [401, 503]);
}

/** Pages of any origin may use all of it. */
async function pages() {
  const preflight = await call(here, "OPTIONS", "/message/unread/count", {
    headers: { Origin: "https://a.example", "Access-Control-Request-Headers": "authorization" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "authorization");
  assert.match(preflight.headers.get("access-control-allow-methods"), /PUT.*DELETE/);
  const refused = await call(here, "POST", "/auth/sign-in", { body: {} });
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
}

async function strangers(ann) {
  const tokens = ["", "x", forged(ann.token), shared(text("JWT_SECRET"), { _id: STRANGER }), `${ann.token} ${ann.token}`];
  for (const authorization of [undefined, ann.token, ...tokens.map((token) => `Bearer ${token}`)]) {
    for (const [method, path] of [
      ["GET", "/message"],
      ["POST", "/message"],
      ["PUT", `/message/${STRANGER}/read`],
      ["DELETE", `/message/${STRANGER}`],
    ]) {
      const headers = authorization === undefined ? {} : { Authorization: authorization };
      const { status, json } = await call(here, method, path, { headers });
      assert.deepEqual([status, json], [401, { message: "Invalid token" }]);
    }
  }
}

// ---- Messages ----

async function sending(ann, bob, device) {
  const content = ` hello ${"x".repeat(60)}`;
  const { status, json } = await ann.call("POST", "/message", { receiverId: bob.id, content });
  assert.equal(status, 201);
  assert.deepEqual(json, {
    _id: json._id,
    senderId: { _id: ann.id, profile: { fullName: "Ann Lee" } },
    receiverId: { _id: bob.id, profile: {} },
    content: content.trim(),
    read: false,
    sentAt: json.sentAt,
  });
  const received = await heard(device, "receive_message");
  assert.equal(received._id, json._id, "what is sent by HTTP reaches sockets too");
  assert.equal((await heard(device, "message_notification")).message, `${content.slice(0, 50)}...`);
  for (const [body, code, err] of [
    [{ receiverId: bob.id }, 400, REQUIRED],
    [{ receiverId: bob.id, content: "  " }, 400, REQUIRED],
    [{}, 400, REQUIRED],
    [{ receiverId: STRANGER, content: "x" }, 404, "Receiver not found"],
    [{ receiverId: "1234", content: "x" }, 400, "Failed to send message"],
  ]) {
    const refused = await ann.call("POST", "/message", body);
    assert.deepEqual([refused.status, refused.json], [code, { err }]);
  }
  const tooLong = await ann.call("POST", "/message", { receiverId: bob.id, content: "x".repeat(10_001) });
  assert.equal(tooLong.status, 400);
  return json;
}

async function conversation(ann, bob, first) {
  const sent = [first];
  for (const content of ["2", "3"]) sent.push((await ann.call("POST", "/message", { receiverId: bob.id, content })).json);
  const back = await bob.call("POST", "/message", { receiverId: ann.id, content: "4" });
  sent.push(back.json);
  for (const content of ["5"]) sent.push((await ann.call("POST", "/message", { receiverId: bob.id, content })).json);

  const newest = sent.toReversed();
  assert.deepEqual(await ann.get("/message"), { messages: newest, pagination: pagination(1, 1, 5) });
  assert.deepEqual(await bob.get("/message?page=2&limit=2"), { messages: newest.slice(2, 4), pagination: pagination(2, 3, 5) });
  const other = { _id: bob.id, name: bob.user.username };
  const path = `/message/conversation/${bob.id}`;
  assert.deepEqual(await ann.get(path), { conversation: sent, otherUser: other, pagination: pagination(1, 1, 5) });
  // The first page is the one with the oldest.
  const pages = [sent.slice(0, 2), sent.slice(2, 4), sent.slice(4), []];
  for (const [i, conversation] of pages.entries()) {
    const page = await ann.get(`${path}?page=${i + 1}&limit=2`);
    assert.deepEqual(page, { conversation, otherUser: other, pagination: pagination(i + 1, 3, 5) });
  }
  for (const limit of ["0", "1000000000", "-3", "x", ""]) {
    assert.equal((await ann.get(`${path}?limit=${limit}&page=${limit}x`)).pagination.totalMessages, 5);
  }
  const unknown = await ann.call("GET", `/message/conversation/${STRANGER}`);
  assert.deepEqual([unknown.status, unknown.json], [404, { err: "User not found" }]);
  const friend = await Person.signUp(here);
  assert.deepEqual(await ann.get(`/message/conversation/${friend.id}`), {
    conversation: [],
    otherUser: { _id: friend.id, name: friend.user.username },
    pagination: pagination(1, 0, 0),
  });
}

function pagination(currentPage, totalPages, totalMessages) {
  const hasNextPage = currentPage < totalPages;
  return { currentPage, totalPages, totalMessages, hasNextPage, hasPrevPage: currentPage > 1 };
}

// ---- Reading and deleting ----

async function reading(ann, bob, device) {
  assert.deepEqual(await bob.get("/message/unread/count"), { unreadCount: 4 });
  const newest = (await bob.get("/message")).messages;
  const list = async (person) => (await person.get("/message/conversations/list")).conversations;
  const last = newest[0];
  const lastMessage = (read) => ({ _id: last._id, content: "5", read, sentAt: last.sentAt, senderId: ann.id });
  const annAsOther = { _id: ann.id, name: "Ann Lee" };
  const bobAsOther = { _id: bob.id, name: bob.user.username };
  assert.deepEqual(await list(bob), [{ otherUser: annAsOther, lastMessage: lastMessage(false), unreadCount: 4 }]);
  assert.deepEqual(await list(ann), [{ otherUser: bobAsOther, lastMessage: lastMessage(false), unreadCount: 1 }]);

  const read = await bob.call("PUT", `/message/${last._id}/read`);
  assert.deepEqual([read.status, read.json], [200, { updatedMessage: { ...last, read: true } }]);
  assert.deepEqual(await list(ann), [{ otherUser: bobAsOther, lastMessage: lastMessage(true), unreadCount: 1 }]);
  assert.deepEqual(await bob.get("/message/unread/count"), { unreadCount: 3 });
  for (const [person, id, status, err] of [
    [ann, last._id, 403, "Only receiver can mark message as read"],
    [bob, STRANGER, 404, "Message not found"],
    [bob, "1234", 404, "Message not found"],
  ]) {
    const refused = await person.call("PUT", `/message/${id}/read`);
    assert.deepEqual([refused.status, refused.json], [status, { err }]);
  }

  for (const modifiedCount of [3, 0]) {
    const all = await bob.call("PUT", `/message/mark-read/${ann.id}`);
    assert.deepEqual([all.status, all.json], [200, { message: "Messages marked as read", modifiedCount }]);
  }
  assert.deepEqual(await bob.get("/message/unread/count"), { unreadCount: 0 });
  assert.deepEqual(await device.ask("get_unread_count"), { count: 0 });
  const nobody = await bob.call("PUT", `/message/mark-read/${STRANGER}`);
  assert.deepEqual([nobody.status, nobody.json], [404, { err: "User not found" }]);
  const read3 = (await ann.get("/message")).messages.map((message) => message.read);
  assert.deepEqual(read3, [true, false, true, true, true], "all but the one that Ann has not read");
}

async function deleting(ann, bob) {
  const [last] = (await ann.get("/message")).messages;
  for (const [person, id, status, err] of [
    [bob, last._id, 403, "Only sender can delete message"],
    [ann, STRANGER, 404, "Message not found"],
    [ann, "1234", 404, "Message not found"],
  ]) {
    const refused = await person.call("DELETE", `/message/${id}`);
    assert.deepEqual([refused.status, refused.json], [status, { err }]);
  }
  const gone = await ann.call("DELETE", `/message/${last._id}`);
  assert.equal(gone.status, 200);
  const { _id, content, read, sentAt } = last;
  assert.deepEqual(gone.json, { deletedMessage: { _id, senderId: ann.id, receiverId: bob.id, content, read, sentAt } });
  const again = await ann.call("DELETE", `/message/${last._id}`);
  assert.deepEqual([again.status, again.json], [404, { err: "Message not found" }]);
  assert.equal((await bob.get("/message")).pagination.totalMessages, 4);
}

async function garbage(ann) {
  for (const path of ["/auth/sign-up", "/auth/sign-in", "/message"]) {
    const headers = { Authorization: `Bearer ${ann.token}` };
    const broken = await call(here, "POST", path, { body: '{"username":', headers });
    assert.deepEqual([broken.status, broken.json], [400, { err: "The body is not JSON" }]);
    const large = await call(here, "POST", path, { body: { x: "x".repeat(200_000) }, headers });
    assert.deepEqual([large.status, large.json], [413, { err: "The body is too large" }]);
  }
  assert.equal((await ann.call("PATCH", "/message")).status, 405);
}
