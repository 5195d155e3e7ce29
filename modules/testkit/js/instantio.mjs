// The contract of the instantio profile where clients join what they name: events, the emit endpoint, and the hook that is
// told of it all. The clients are at the first and the last of the nodes, the backend at one between them.
import assert from "node:assert/strict";
import { connect } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { Hook } from "./lib/hook.mjs";
import { backend, emit, emitted, heard, here, member, play, settled, STATE, there } from "./lib/instantio.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const WAIT_MS = number("WAIT_TIMEOUT");
const QUIET_MS = 300;

await scenario("instantio", async (onEnd) => {
  const hook = await new Hook().listen(number("HOOK_PORT"));
  onEnd(() => hook.close());
  return play(
    [
      whoConnectsHearsNothing,
      anEmitReachesItsRoom,
      roomsAreComparedByTheirTexts,
      inSeveralRoomsOneCopyArrives,
      whatIsAskedAfterAnAnswerComesAfterIt,
      withoutRoomsEverybodyHearsIt,
      aRoomThatCannotBeIsNotEverybody,
      aMessageReachesTheOthers,
      bytesArriveAsBytes,
      aMessageWithoutRoomsReachesNobody,
      aMessageToAnEmptyListReachesAllOthers,
      messagesWaitForTheJoinBeforeThem,
      theHookHearsOfTheLastRoomInTheEnd,
      joiningNothingMakesNoRoom,
      pagesOfEveryOriginMayEmit,
      namespacesAreApart,
      nothingStopsTheServer,
      aClientsAnswerIsHandedOn,
      whoKeepsSilentIsNotAwaitedForEver,
    ],
    hook,
  );
});

async function whoConnectsHearsNothing(keep) {
  const clients = [keep(await connect(here)), keep(await connect(`${there}/instantio`))];
  await new Promise((over) => setTimeout(over, QUIET_MS));
  for (const client of clients) {
    assert.deepEqual(client.events, []);
    assert.equal(client.lost, null);
  }
}

async function anEmitReachesItsRoom(keep, hook) {
  const client = keep(await connect(here));
  client.socket.emit("join", { room: 7 });
  await hook.gets(STATE, { event: "join", data: { room: 7 } });
  await emitted({ event: "chat", rooms: [7], payload: { message_id: 1 } });
  await settled(client);
  assert.deepEqual(heard(client), [["chat", { message_id: 1 }]]);
}

async function roomsAreComparedByTheirTexts(keep) {
  const one = keep(await member(here, 8));
  const other = keep(await member(there, "8"));
  for (const rooms of [8, "8", [8], ["8"], [8.0, "8"]]) await emitted({ event: "chat", rooms, payload: rooms });
  await settled(one, other);
  for (const client of [one, other]) assert.deepEqual(client.received("chat"), [8, "8", [8], ["8"], [8, "8"]]);
}

async function inSeveralRoomsOneCopyArrives(keep) {
  const client = keep(await member(here, ["a", "b"]));
  await emitted({ event: "chat", rooms: ["a", "b"], payload: "once" });
  await settled(client);
  assert.deepEqual(heard(client), [["chat", "once"]]);
}

/** Whichever connection, and with it event loop, the next request takes. */
async function whatIsAskedAfterAnAnswerComesAfterIt(keep) {
  const clients = [keep(await member(here, "k")), keep(await member(there, "k"))];
  const connections = Array.from({ length: 4 }, () => new Emitter(backend));
  for (let n = 0; n < 1000; n++) {
    const body = JSON.stringify({ event: "chat", rooms: "k", payload: n });
    const { status } = await connections[n % 4].post("/instantio/emit", body, { "Content-Type": "application/json" });
    assert.equal(status, 200);
  }
  await settled(...clients);
  for (const connection of connections) connection.close();
  for (const client of clients) assert.deepEqual(client.received("chat"), Array.from({ length: 1000 }, (_, n) => n));
}

async function withoutRoomsEverybodyHearsIt(keep) {
  const clients = [keep(await connect(here)), keep(await member(there, "c"))];
  for (const rooms of [undefined, null, []]) await emitted({ event: "all", rooms, payload: rooms === null });
  await emitted({ event: "none" });
  await settled(...clients);
  for (const client of clients) {
    assert.deepEqual(heard(client), [["all", false], ["all", true], ["all", false], ["none", null]]);
  }
}

async function aRoomThatCannotBeIsNotEverybody(keep) {
  const client = keep(await connect(here));
  for (const rooms of [[null], {}, [{}], "", 0, false]) await emitted({ event: "leak", rooms, payload: rooms });
  await settled(client);
  assert.deepEqual(heard(client), []);
}

async function aMessageReachesTheOthers(keep, hook) {
  const [ann, bob] = [keep(await member(here, 17)), keep(await member(there, "17"))];
  const payload = { text: "hi", n: [1, null] };
  ann.socket.emit("message", { rooms: ["17"], payload, event: "ignored" });
  await hook.gets(STATE, { event: "message", data: { from: 17, to: ["17"], payload } });
  ann.socket.emit("message", { rooms: 17, payload });
  await hook.gets(STATE, { event: "message", data: { from: 17, to: 17, payload } });
  await settled(ann, bob);
  assert.deepEqual(heard(bob), [["message", payload], ["message", payload]]);
  assert.deepEqual(heard(ann), []);
  const stranger = keep(await connect(here));
  stranger.socket.emit("message", { rooms: "17", payload: "no member" });
  await until("both hear a stranger", () => [ann, bob].every((each) => each.received("message").includes("no member")));
  await hook.gets(STATE, { event: "message", data: { to: "17", payload: "no member" } });
}

async function bytesArriveAsBytes(keep, hook) {
  const [ann, bob] = [keep(await member(here, "bytes")), keep(await member(there, "bytes"))];
  ann.socket.emit("message", { rooms: "bytes", payload: { deep: [Buffer.from([0, 128, 255])] } });
  await until("they arrive", () => bob.received("message").length === 1);
  assert.deepEqual(bob.received("message"), [{ deep: [Buffer.from([0, 128, 255])] }]);
  const buffer = { type: "Buffer", data: [0, 128, 255] };
  await hook.gets(STATE, { event: "message", data: { from: "bytes", to: "bytes", payload: { deep: [buffer] } } });
}

async function aMessageWithoutRoomsReachesNobody(keep, hook) {
  const [ann, bob] = [keep(await member(here, "d")), keep(await member(there, "d"))];
  ann.socket.emit("message", { payload: "to nobody" });
  await hook.gets(STATE, { event: "message", data: { from: "d", payload: "to nobody" } });
  await settled(ann, bob);
  assert.deepEqual([heard(ann), heard(bob)], [[], []]);
}

async function aMessageToAnEmptyListReachesAllOthers(keep, hook) {
  const [ann, bob] = [keep(await member(here, "e")), keep(await connect(there))];
  ann.socket.emit("message", { rooms: [], payload: "to all" });
  await hook.gets(STATE, { event: "message", data: { from: "e", to: [], payload: "to all" } });
  await settled(ann, bob);
  assert.deepEqual([heard(ann), heard(bob)], [[], [["message", "to all"]]]);
}

async function messagesWaitForTheJoinBeforeThem(keep, hook) {
  const bob = keep(await member(there, "f"));
  const ann = keep(await connect(here));
  ann.socket.emit("join", { room: "f" });
  for (let n = 0; n < 20; n++) ann.socket.emit("message", { rooms: "f", payload: n });
  await hook.gets(STATE, { event: "message", data: { from: "f", to: "f", payload: 19 } });
  await until("all arrive", () => bob.received("message").length === 20);
  assert.deepEqual(bob.received("message"), Array.from({ length: 20 }, (_, n) => n));
  const told = hook.bodies(STATE).filter(({ event, data }) => event === "message" && data.to === "f");
  assert.deepEqual(told.map(({ data }) => data.payload), bob.received("message"), "in order, after the join");
}

async function theHookHearsOfTheLastRoomInTheEnd(keep, hook) {
  const [one, other] = [keep(await member(here, "g")), keep(await connect(there))];
  assert.deepEqual(await one.ask("join", { room: 18 }), { ok: true, room: 18 });
  await emitted({ event: "chat", rooms: "g", payload: "still in the first" });
  await until("it is in both", () => one.received("chat").length === 1);
  one.close();
  await hook.gets(STATE, { event: "disconnect", data: { room: 18 } });
  assert.equal(hook.count(STATE, { event: "disconnect", data: { room: "g" } }), 0);
  const before = hook.count(STATE, { event: "disconnect", data: {} });
  other.close();
  await hook.gets(STATE, { event: "disconnect", data: {} }, before);
}

async function joiningNothingMakesNoRoom(keep, hook) {
  const client = keep(await connect(here));
  assert.deepEqual(await client.ask("join", {}), { ok: true });
  await hook.gets(STATE, { event: "join", data: {} });
  assert.equal((await client.ask("join", { room: {} })).error.code, "invalid_room");
  const other = keep(await connect(there));
  for (const rooms of [undefined, "undefined", null, "null"]) other.socket.emit("message", { rooms, payload: "x" });
  await hook.gets(STATE, { event: "message", data: { to: "null", payload: "x" } });
  await settled(client);
  assert.deepEqual(heard(client), []);
}

async function pagesOfEveryOriginMayEmit() {
  const page = { Origin: "https://elsewhere.example" };
  const { status, headers } = await emit({ event: "chat", rooms: "nobody" }, { headers: page });
  assert.deepEqual([status, headers.get("Access-Control-Allow-Origin")], [200, "*"]);
  const asked = await emit(undefined, {
    method: "OPTIONS",
    headers: { ...page, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" },
  });
  assert.deepEqual([asked.status, asked.text], [204, ""]);
  assert.equal(asked.headers.get("Access-Control-Allow-Headers"), "content-type");
  for (const [method, path] of [["PUT", "/InstantIO/EMIT"], ["DELETE", "/instantio/emit/"], ["PATCH", "/instantio/emit/x/y"]]) {
    await emitted({ event: "chat", rooms: "nobody" }, { method, path });
  }
  assert.equal((await emit({ event: "chat" }, { path: "/instantio/emitter" })).status, 404);
}

async function namespacesAreApart(keep) {
  const [root, own] = [keep(await connect(here)), keep(await connect(`${there}/instantio`))];
  for (const client of [root, own]) assert.deepEqual(await client.ask("join", { room: "h" }), { ok: true, room: "h" });
  await emitted({ event: "chat", rooms: "h", namespace: "/instantio", payload: "own" });
  await emitted({ event: "chat", rooms: "h", namespace: "", payload: "root" });
  await emitted({ event: "chat", rooms: "h", namespace: "/nowhere", payload: "nowhere" });
  await settled(root, own);
  assert.deepEqual([heard(root), heard(own)], [[["chat", "root"]], [["chat", "own"]]]);
  await assert.rejects(connect(`${here}/nowhere`), /Invalid namespace/);
}

async function nothingStopsTheServer(keep) {
  const bystander = keep(await member(there, "i"));
  const client = keep(await connect(here));
  for (const args of [[], [null], [7], ["x"], [[]], [{ token: { a: 1 } }]]) {
    client.socket.emit("join", ...args);
    client.socket.emit("message", ...args);
    client.socket.emit("nothing", ...args);
  }
  assert.equal((await client.ask("join")).error.code, "invalid_request");
  assert.equal((await client.ask("unheard of")).error.code, "unknown_event");
  const many = Array.from({ length: 1001 }, (_, n) => n);
  assert.equal((await client.ask("message", { rooms: many })).error.code, "too_many_rooms");
  assert.equal((await client.ask("join", { room: many })).error.code, "too_many_rooms");
  for (const event of [undefined, "", 7, null, {}, "x".repeat(257)]) assert.equal((await emit({ event })).body.code, 400);
  assert.equal((await emit({ event: "chat", rooms: many })).body.code, 400);
  assert.equal((await emit({ event: "chat", namespace: 7 })).status, 400);
  assert.equal((await emit(undefined, { method: "GET" })).status, 400);
  assert.equal((await emit(undefined)).status, 400);
  for (const raw of ["{", "[1", "\u0000", '{"event":"x"}{']) {
    const { status, body } = await emit(undefined, { raw });
    assert.deepEqual([status, body], [400, { code: 400, message: "The body is not JSON" }]);
  }
  for (const event of ["connect", "disconnect", "connect_error", "disconnecting", "newListener", "removeListener"]) {
    const { status, body } = await emit({ event });
    assert.deepEqual([status, body], [500, { code: 500, message: `"${event}" is a reserved event name` }]);
  }
  const large = await emit({ event: "chat", payload: "x".repeat(100_000) });
  assert.deepEqual([large.status, large.body], [413, { code: 413, message: "request entity too large" }]);
  await emitted({ event: "chat", rooms: "i", payload: "still there" });
  await settled(bystander, client);
  assert.deepEqual(heard(bystander), [["chat", "still there"]]);
  assert.deepEqual([client.lost, bystander.lost], [null, null]);
}

async function aClientsAnswerIsHandedOn(keep) {
  const waiting = (payload, rooms = "j") => emit({ event: "order", rooms, payload, wait_client_ack: true });
  const delivered = (data) => ({ code: 200, message: "Event delivered successfully", data });
  const [byAck, byEvent] = [keep(await member(here, "j")), keep(await member(there, "k"))];
  keep(await member(there, "j")); // who says nothing must not hold the answer up
  const meddler = keep(await connect(here));
  byAck.socket.on("order", (n, answer) => answer({ got: n }));
  byEvent.socket.on("order", (n) => byEvent.socket.emit("order", { got: n }));
  meddler.socket.onAny(() => {});

  const started = performance.now();
  const [one, two] = await Promise.all([waiting(1), waiting(2)]);
  assert.deepEqual([one.body, two.body], [delivered({ got: 1 }), delivered({ got: 2 })]);
  assert.ok(performance.now() - started < WAIT_MS, "the first answer is enough");
  assert.deepEqual((await waiting(3, "k")).body, delivered({ got: 3 }));

  const meant = keep(await member(there, "l"));
  const late = waiting(4, "l");
  await until("the question is there", () => meant.received("order").length === 1);
  assert.equal((await meddler.ask("order", "not asked")).error.code, "unknown_event");
  meant.socket.emit("order", "asked");
  assert.deepEqual((await late).body, delivered("asked"));

  const binary = keep(await member(here, "m"));
  binary.socket.on("order", (n, answer) => answer({ bytes: Buffer.from([1, 2]) }));
  assert.deepEqual((await waiting(5, "m")).body, delivered({ bytes: { type: "Buffer", data: [1, 2] } }));
}

async function whoKeepsSilentIsNotAwaitedForEver(keep) {
  const silent = keep(await member(there, "n"));
  const started = performance.now();
  const { status, body } = await emit({ event: "order", rooms: "n", wait_client_ack: true });
  assert.deepEqual([status, body], [408, { code: 408, message: "Timeout waiting!" }]);
  assert.ok(performance.now() - started >= WAIT_MS - 50);
  assert.equal(silent.received("order").length, 1);
  assert.equal((await emit({ event: "order", rooms: "nobody", wait_client_ack: true })).status, 408);
  await emitted({ event: "chat", rooms: "n", payload: "on" });
  await until("it goes on", () => silent.received("chat").length === 1);
}
