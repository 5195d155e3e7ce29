// A marketplace server that is being developed: clients need no token, its path is another one, and only members of a
// conversation, as chat knows them, may join it.
import assert from "node:assert/strict";
import { Client, closeAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { shared } from "./lib/jwt.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [url] = urls();
const path = text("WS_PATH");

await scenario("marketplace-workshop", async (onEnd) => {
  const clients = [];
  const backend = new Emitter(url);
  onEnd(() => closeAll(clients));
  onEnd(() => backend.close());
  const connect = async (options = {}) => {
    const client = await new Client(url, { path, ...options }).connected();
    clients.push(client);
    return client;
  };

  // 9: the path.
  assert.equal((await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).status, 404);

  // 2: nobody is a user of its own here, and may look into any user's and vendor's room.
  const developer = await connect();
  await backend.emit({ event: "hello", rooms: ["user:dev-user"], payload: 1 });
  await until("the shared user's room", () => developer.received("hello").length === 1);
  assert.deepEqual(await developer.ask("join", "vendor:456"), { ok: true, room: "vendor:456" });
  const guest = await connect({ query: { userId: 5, vendorId: "6" } });
  await until("the handshake's rooms", () => guest.received("joined").length === 2);
  assert.deepEqual(guest.received("joined"), [{ room: "user:5" }, { room: "vendor:6" }]);

  // Who shows a token is bound by it nevertheless.
  const ann = await connect({ auth: { token: shared(text("JWT_SECRET"), { userId: "ann" }) } });
  assert.deepEqual(await ann.ask("join", "user:bob"), { ok: false, error: "FORBIDDEN" });
  await assert.rejects(new Client(url, { path, auth: { token: "wrong" } }).connected(), /AUTH_FAILED/);

  // 8, with members.
  const forbidden = { ok: false, error: "FORBIDDEN" };
  for (const id of ["c1", "unknown"]) assert.deepEqual(await ann.ask("join:conversation", { conversationId: id }), forbidden);
  const made = await backend.post("/api/v1/chat/rooms", JSON.stringify({ id: "c1", members: ["ann"] }));
  assert.equal(made.status, 201, made.text);
  const room = "conversation:c1";
  assert.deepEqual(await ann.ask("join:conversation", { conversationId: "c1" }), { ok: true, room });
  for (const stranger of [developer, guest]) {
    assert.deepEqual(await stranger.ask("join:conversation", { conversationId: "c1" }), forbidden);
  }
  await backend.emit({ event: "message:new", rooms: [room], payload: { id: "m1" } });
  await until("the member is told", () => ann.received("message:new").length === 1);
  // Who is put into its room by the backend is in it, and out when it says so.
  const moved = (method, user) =>
    backend.request(method, `/api/v1/users/${user}/rooms/${room}`, { "X-Api-Key": text("HTTP_API_KEY") });
  assert.equal((await moved("DELETE", "ann")).json.reached, 1);
  await backend.emit({ event: "unheard", rooms: [room], payload: 1 });
  assert.equal((await moved("PUT", "ann")).json.reached, 1);
  await backend.emit({ event: "fence", rooms: [room], payload: 1 });
  await until("the fence", () => ann.received("fence").length === 1);
  assert.deepEqual(ann.received("unheard"), []);

  const gone = await backend.request("DELETE", "/api/v1/chat/rooms/c1/members/ann", { "X-Api-Key": text("HTTP_API_KEY") });
  assert.equal(gone.status, 204, gone.text);
  assert.deepEqual(await ann.ask("join:conversation", { conversationId: "c1" }), forbidden);
  await backend.emit({ event: "message:new", rooms: [room, "user:ann"], payload: { id: "m2" } });
  await until("its own room has it", () => ann.received("message:new").length === 2);
  assert.deepEqual(developer.received("message:new"), []);
});
