// What clients and backends get wrong in a chat is refused with a code that says so, changes nothing, and harms nobody.
import assert from "node:assert/strict";
import { ChatBackend } from "./lib/chat-backend.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, urls } from "./lib/settings.mjs";

const HUGE = "x".repeat(900_000);
const LONG_ID = "i".repeat(300);
const DEEP = JSON.parse("[".repeat(15) + "]".repeat(15));

await scenario("bad input to a chat", async (onEnd) => {
  const backend = new ChatBackend(urls()[0]);
  const http = new Emitter(urls()[0]);
  onEnd(() => (backend.close(), http.close()));
  const ann = await backend.device(urls()[0], "ann");
  const bob = await backend.device(urls().at(-1), "bob");
  await backend.room("open", "ann", "bob");
  await backend.room("foreign", "bob");
  const { total } = await backend.ask("GET", "/rooms");
  const own = await ann.says({ room: "open", text: "mine" });
  const foreign = await bob.says({ room: "foreign", text: "not yours" });
  await backend.ask("PUT", "/users/gone", {});
  const gone = await backend.device(urls()[0], "gone");
  await backend.ask("DELETE", "/users/gone", undefined, 204);

  const events = await theSocketRefuses(ann, own, foreign);
  await aDeletedUserSaysNothing(gone, ann);
  const requests = await httpRefuses(http, own);
  await nothingHasChanged(ann, bob, backend, own, total);
  return `${events} events and ${requests} requests refused`;
});

async function theSocketRefuses(ann, own, foreign) {
  const room = "open";
  const cases = [
    ["invalid_request", "message:send", {}],
    ["invalid_request", "message:send", "open"],
    ["invalid_request", "message:send", 7],
    ["invalid_request", "message:send", []],
    ["invalid_request", "message:send", { text: "nowhere" }],
    ["invalid_request", "message:send", { room, to: "bob", text: "both" }],
    ["invalid_request", "message:send", { room: 7, text: "t" }],
    ["invalid_request", "message:send", { room: null, text: "t" }],
    ["invalid_request", "message:send", { room, text: 7 }],
    ["invalid_request", "message:send", { room, text: "t", data: "d" }],
    ["invalid_request", "message:send", { room, text: "t", data: DEEP }],
    ["invalid_request", "message:send", { room, text: "t", clientId: "" }],
    ["invalid_request", "message:send", { room, text: "t", user: "bob" }],
    ["binary_refused", "message:send", { room, text: "t", data: { photo: Buffer.from("abc") } }],
    ["empty_message", "message:send", { room }],
    ["empty_message", "message:send", { room, text: " \n\t" }],
    ["text_too_long", "message:send", { room, text: "x".repeat(10_001) }],
    ["data_too_large", "message:send", { room, text: "t", data: { x: "x".repeat(20_000) } }],
    ["invalid_id", "message:send", { room, text: "t", clientId: LONG_ID }],
    ["invalid_id", "message:send", { to: LONG_ID, text: "t" }],
    ["unknown_room", "message:send", { room: "nowhere", text: "t" }],
    ["invalid_id", "message:send", { room: LONG_ID, text: "t" }],
    ["invalid_id", "message:send", { room: "a\u0000b", text: "t" }],
    ["not_a_member", "message:send", { room: "foreign", text: "t" }],
    ["invalid_request", "message:edit", { id: own.id }],
    ["invalid_request", "message:edit", { text: "t" }],
    ["unknown_message", "message:edit", { id: "no-such", text: "t" }],
    ["not_a_member", "message:edit", { id: foreign.id, text: "t" }],
    ["text_too_long", "message:edit", { id: own.id, text: "x".repeat(10_001) }],
    ["empty_message", "message:edit", { id: own.id, text: "" }],
    ["invalid_request", "message:delete", {}],
    ["invalid_request", "message:delete", { id: [] }],
    ["unknown_message", "message:delete", { id: "no-such" }],
    ["unknown_message", "message:delete", { id: LONG_ID }],
    ["not_a_member", "message:delete", { id: foreign.id }],
    ["invalid_request", "message:react", { id: own.id }],
    ["invalid_request", "message:react", { id: own.id, name: "👍", on: "yes" }],
    ["invalid_id", "message:react", { id: own.id, name: "x".repeat(100) }],
    ["not_a_member", "message:react", { id: foreign.id, name: "👍" }],
    ["invalid_request", "message:read", {}],
    ["invalid_request", "message:read", { room }],
    ["invalid_request", "message:read", { room, seq: -1 }],
    ["invalid_request", "message:read", { room, seq: 1.5 }],
    ["invalid_request", "message:read", { room, seq: "1" }],
    ["invalid_request", "message:read", { room, seq: 1, id: own.id }],
    ["not_a_member", "message:read", { room: "foreign", seq: 1 }],
    ["not_addressed", "message:read", { id: foreign.id }],
    ["not_addressed", "message:read", { id: own.id }],
    ["unknown_message", "message:read", { id: "no-such" }],
    ["unknown_room", "message:delivered", { room: "nowhere", seq: 1 }],
    ["not_a_member", "message:delivered", { room: "foreign", seq: 1 }],
    ["invalid_request", "history", {}],
    ["invalid_request", "history", { room, before: "x" }],
    ["invalid_request", "history", { room, before: 1, after: 1 }],
    ["invalid_request", "history", { room, limit: 0 }],
    ["invalid_request", "history", { room, limit: -1 }],
    ["invalid_request", "history", { room, page: -1 }],
    ["not_a_member", "history", { room: "foreign" }],
    ["unknown_room", "history", { room: "nowhere" }],
    ["invalid_request", "rooms", { page: 1 }],
    ["invalid_request", "rooms", { limit: "all" }],
    ["invalid_request", "unread", { room }],
    ["invalid_request", "typing", { room }],
    ["invalid_request", "typing", { on: true }],
    ["invalid_request", "typing", { room, on: 1 }],
    ["not_a_member", "typing", { room: "foreign", on: true }],
    ["invalid_request", "presence", {}],
    ["invalid_request", "presence", { users: "bob" }],
    ["invalid_request", "presence", { users: [7] }],
    ["invalid_request", "presence", { users: Array.from({ length: 101 }, (_, i) => `user-${i}`) }],
    ["invalid_request", "presence:watch", { users: [""] }],
    ["invalid_request", "presence:watch", { users: ["bob"], room }],
    ["invalid_request", "presence:watch", { room: 7 }],
    ["invalid_request", "presence:watch", { room: "" }],
    ["invalid_request", "presence:watch", { room, on: "off" }],
    ["not_joined", "presence:watch", { room: "public:foreign" }],
    ["not_joined", "presence:watch", { room: "x".repeat(10_000) }],
    ["text_too_long", "message:send", { room, text: HUGE }],
    ["unknown_event", "message:publish", { room }],
  ];
  const others = [];
  for (const [code, event, request] of cases) {
    const refused = await ann.refused(event, request);
    if (refused !== code) others.push(`${event} ${JSON.stringify(request).slice(0, 200)}: ${refused}, not ${code}`);
  }
  assert.deepEqual(others, []);
  const { error } = await ann.ask("history", { limit: "x", before: "y", colour: 1 });
  assert.equal(error.code, "invalid_request");
  for (const member of ["room", "limit", "before", "colour"]) assert.ok(error.message.includes(`"${member}"`), error.message);
  assert.equal(await ann.refused("typing"), "invalid_request");
  for (let i = 0; i < 20; i++) await ann.does("typing", { to: `user-${i}`, on: true });
  assert.equal(await ann.refused("typing", { to: "user-20", on: true }), "typing_in_too_many");
  for (let i = 0; i < 20; i++) await ann.does("typing", { to: `user-${i}`, on: false });
  assert.equal((await ann.does("history", { room, limit: 1_000_000_000 })).messages.length, 1);
  assert.deepEqual((await ann.does("history", { room, before: Number.MAX_SAFE_INTEGER })).messages.length, 1);
  await ann.ask("rooms", { after: "no cursor of ours" });
  return cases.length;
}

async function aDeletedUserSaysNothing(gone, ann) {
  assert.equal(await gone.refused("message:send", { to: "ann", text: "boo" }), "user_deleted");
  assert.deepEqual(ann.received("message").filter(({ message }) => message.user === "gone"), []);
}

async function httpRefuses(http, own) {
  const json = (value) => (value === undefined ? undefined : JSON.stringify(value));
  const cases = [
    [400, "invalid_request", "GET", "/users?page=-1"],
    [400, "invalid_request", "GET", "/users?page=99999999999"],
    [400, "invalid_request", "GET", "/rooms/open/messages?limit=none"],
    [400, "invalid_request", "GET", "/rooms/open/messages?before=1&around=2"],
    [400, "invalid_request", "POST", "/rooms", { id: 7 }],
    [400, "invalid_request", "POST", "/rooms", { members: [{}] }],
    [400, "invalid_request", "POST", "/rooms", { retention: "soon" }],
    [400, "invalid_id", "POST", "/rooms", { id: LONG_ID }],
    [400, "invalid_id", "POST", "/rooms", { id: "a\u0000b" }],
    [400, "invalid_id", "PUT", `/users/${LONG_ID}`, {}],
    [409, "room_exists", "POST", "/rooms", { id: "open" }],
    [404, "unknown_room", "GET", "/rooms/nowhere"],
    [404, "unknown_room", "PATCH", "/rooms/nowhere", { name: "n" }],
    [404, "unknown_room", "DELETE", "/rooms/nowhere"],
    [404, "unknown_room", "PUT", "/rooms/nowhere/members/ann"],
    [404, "unknown_room", "GET", "/rooms/nowhere/messages"],
    [404, "unknown_user", "GET", "/users/nobody"],
    [404, "unknown_user", "DELETE", "/users/nobody"],
    [404, "unknown_message", "GET", "/messages/no-such"],
    [404, "unknown_message", "DELETE", "/messages/no-such"],
    [404, "unknown_message", "PATCH", "/messages/no-such", { text: "t" }],
    [404, "unknown_namespace", "GET", "/rooms/open?namespace=/nowhere"],
    [404, "unknown_room", "POST", "/messages", { room: "nowhere", user: "ann", text: "t" }],
    [400, "empty_message", "POST", "/messages", { room: "open", user: "ann", text: " " }],
    [413, "text_too_long", "POST", "/messages", { room: "open", user: "ann", text: HUGE }],
    [413, "data_too_large", "POST", "/messages", { room: "open", user: "ann", data: { x: "x".repeat(20_000) } }],
    [413, "payload_too_large", "POST", "/messages", { room: "open", user: "ann", text: HUGE + HUGE }],
    [409, "user_deleted", "POST", "/messages", { room: "open", user: "gone", text: "t" }],
    [403, "not_a_member", "PUT", `/messages/${own.id}/reactions/x/stranger`],
    [403, "not_a_member", "PUT", "/rooms/open/read/stranger", { seq: 1 }],
    [400, "invalid_request", "PUT", "/rooms/open/read/bob", { seq: "1" }],
  ];
  const others = [];
  for (const [status, code, method, path, body] of cases) {
    const headers = { "X-Api-Key": apiKey(), ...(body && { "Content-Type": "application/json" }) };
    const answer = await http.request(method, `/api/v1/chat${path}`, headers, json(body));
    if (answer.status !== status || answer.json?.code !== code) others.push(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  }
  assert.deepEqual(others, []);
  return cases.length;
}

async function nothingHasChanged(ann, bob, backend, own, total) {
  const { messages } = await ann.does("history", { room: "open" });
  const { conversation, repeated, ...message } = own;
  assert.deepEqual(messages, [message]);
  assert.deepEqual((await backend.ask("GET", "/rooms")).total, total);
  assert.deepEqual((await backend.ask("GET", "/rooms/foreign/messages")).messages.length, 1);
  assert.deepEqual(bob.messagesIn("open").length, 1);
  assert.deepEqual([ann.lost, bob.lost], [null, null]);
}
