// A backend uses the HTTP API of any node, and means sockets of all: it counts them, lists them, moves them, puts them out,
// and repeats what it is not sure of.
import assert from "node:assert/strict";
import { BackendApi } from "./lib/backend-api.mjs";
import { closeAll, connectAll } from "./lib/client.mjs";
import { freeze } from "./lib/freeze.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const desk = "public:desk";
const rooms = Array.from({ length: 7 }, (_, i) => `public:room/${i}`);
const path = (name) => encodeURIComponent(name);
const ids = (clients) => clients.map((client) => client.id).sort();
const whole = { complete: true, missing: [] };
const WAYS = { transports: ["websocket"] };

await scenario("backend", async (onEnd) => {
  const backends = urls().map((url) => new BackendApi(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  const clients = await connectAll(9, urls(), WAYS);
  onEnd(() => closeAll(clients));
  await Promise.all(clients.map((client) => client.join(desk)));
  const { token } = await backends[0].ask("POST", "/tokens", { user: "ann" }, 201);
  const anns = await connectAll(2, urls(), { ...WAYS, auth: { token } });
  onEnd(() => closeAll(anns));

  await reportsCountWhoGotIt(backends, clients);
  await aBatchArrivesInItsOrder(backends[1], clients);
  await whatIsRepeatedIsDoneOnce(backends, clients);
  await roomsAreListed(backends, clients);
  await socketsAndUsersAreListed(backends, [...clients, ...anns], anns);
  await whoIsPutIntoARoomIsReached(backends, clients);
  await usersAreMovedWithAllTheirSockets(backends, anns);
  await whoIsPutOutIsToldSo(backends, onEnd);
  await usersArePutOut(backends[1], anns);
  await everyResponseHasAnId(backends[2]);
  await theServerTellsOfItself(backends);
  await aNodeThatIsSilentIsNamed(backends, clients);
  return `${clients.length} clients over ${backends.length} nodes`;
});

async function reportsCountWhoGotIt(backends, clients) {
  for (const backend of backends) {
    const { id, ...counts } = await backend.report({ event: "counted", rooms: [desk], payload: backend.url });
    assert.deepEqual(counts, { members: clients.length, delivered: clients.length, ...whole });
    assert.ok(id);
    const own = clients.filter((client) => client.url === backend.url).length;
    const local = await backend.report({ event: "here", rooms: [desk], local: true });
    assert.deepEqual([local.members, local.delivered], [own, own]);
  }
  const nobody = await backends[0].report({ event: "counted", rooms: ["public:nobody"] });
  assert.deepEqual([nobody.members, nobody.delivered, nobody.complete], [0, 0, true]);
  for (const client of clients) {
    await until("all that was reported has arrived", () => client.received("counted").length === backends.length);
  }
}

async function aBatchArrivesInItsOrder(backend, clients) {
  const due = Array.from({ length: 200 }, (_, n) => n);
  for (const half of [due.slice(0, 100), due.slice(100)]) {
    const events = half.map((n) => ({ event: "batch", rooms: [desk], payload: n }));
    const answer = await backend.ask("POST", "/emit/batch", { events }, 202);
    assert.equal(new Set(answer.ids).size, events.length);
  }
  const { errors } = await backend.ask("POST", "/emit/batch", { events: [{ event: "batch" }, { room: desk }] }, 400);
  assert.deepEqual(errors.map((each) => each.member).sort(), ["events[1].event", "events[1].room"]);
  for (const client of clients) {
    await until("the batch has arrived", () => client.received("batch").length >= due.length);
    assert.deepEqual(client.received("batch"), due);
  }
}

/** What may be done twice by mistake is done before what each backend sends afterwards. */
async function whatIsRepeatedIsDoneOnce(backends, clients) {
  const once = { event: "once", rooms: [desk], payload: "x" };
  const emit = (backend, body, key) => backend.answer("POST", "/emit", body, { "Idempotency-Key": key });
  const first = await emit(backends[0], once, "order-1");
  assert.deepEqual([first.status, first.headers["idempotency-replayed"]], [202, undefined], first.text);
  for (const backend of backends) {
    const again = await emit(backend, once, "order-1");
    assert.deepEqual([again.status, again.headers["idempotency-replayed"], again.text], [202, "true", first.text]);
    const other = await emit(backend, { ...once, payload: "y" }, "order-1");
    assert.deepEqual([other.status, other.json.code], [422, "idempotency_mismatch"]);
  }
  const racing = await Promise.all(backends.map((backend) => emit(backend, once, "order-2")));
  const done = racing.filter(({ status }) => status === 202);
  assert.equal(new Set(done.map(({ text }) => text)).size, 1, "those that were answered were answered alike");
  assert.equal(done.filter(({ headers }) => !headers["idempotency-replayed"]).length, 1, "one of them was the first");
  for (const { status, json } of racing) assert.ok(status === 202 || json.code === "idempotency_in_progress");

  for (const backend of backends) await backend.report({ event: "afterwards", rooms: [desk] });
  for (const client of clients) {
    await until("what comes afterwards is there", () => client.received("afterwards").length === backends.length);
    assert.equal(client.received("once").length, 2, "each once");
  }
}

async function roomsAreListed(backends, clients) {
  const inRoom = (i) => clients.filter((_, n) => n % (i + 1) === 0);
  await Promise.all(rooms.flatMap((room, i) => inRoom(i).map((client) => client.join(room))));
  const due = rooms.map((room, i) => ({ room, sockets: inRoom(i).length }));
  for (const backend of backends) {
    const pages = await backend.pages(`/rooms?prefix=${path("public:room/")}`, 3);
    assert.deepEqual(pages.map((page) => page.rooms.length), [3, 3, 1]);
    assert.deepEqual(pages.flatMap((page) => page.rooms), due);
    assert.ok(pages.every((page) => page.complete));
    assert.deepEqual(await backend.get(`/rooms/${path(rooms[1])}`), { ...due[1], ...whole });
    assert.deepEqual(await backend.get("/rooms/public:room"), { room: "public:room", sockets: 0, ...whole });
    const members = await backend.pages(`/rooms/${path(rooms[1])}/sockets`, 2);
    assert.deepEqual(members.flatMap((page) => page.sockets).map((socket) => socket.id), ids(inRoom(1)));
  }
}

async function socketsAndUsersAreListed(backends, clients, anns) {
  for (const [i, backend] of backends.entries()) {
    const pages = await backend.pages("/sockets", 4);
    assert.deepEqual(pages.flatMap((page) => page.sockets).map((socket) => socket.id), ids(clients));
    const shown = clients.find((client) => client.url === backends.at(i - 1).url);
    const { connected, node, ...socket } = await backend.get(`/sockets/${shown.id}`);
    assert.ok(Math.abs(Date.now() - Date.parse(connected)) < 120_000, connected);
    assert.match(node, new RegExp(`^node-${urls().indexOf(shown.url) + 1}\\.`));
    assert.deepEqual([socket.id, socket.transport, socket.user], [shown.id, "websocket", undefined]);
    assert.ok(socket.rooms.includes(desk), socket.rooms.join());
    assert.deepEqual((await backend.get("/users")).users, [{ user: "ann", sockets: 2 }]);
    assert.deepEqual(await backend.get("/users/ann"), { user: "ann", sockets: 2, ...whole });
    const hers = (await backend.get("/users/ann/sockets")).sockets;
    assert.deepEqual(hers.map(({ id, user }) => [id, user]), ids(anns).map((id) => [id, "ann"]));
  }
  await backends[0].ask("GET", "/sockets/nobody", undefined, 404);
}

/** Promise P1, for joins that a backend asks for. */
async function whoIsPutIntoARoomIsReached([first, second, third], clients) {
  for (const [n, client] of clients.entries()) {
    const at = `/sockets/${client.id}/rooms/vip%3A${n}`;
    assert.deepEqual(await first.ask("PUT", at), { members: 1, reached: 1, ...whole });
    const { members, delivered } = await second.report({ event: "vip", rooms: [`vip:${n}`], payload: n });
    assert.deepEqual([members, delivered], [1, 1]);
    assert.deepEqual(await third.ask("DELETE", at), { members: 1, reached: 1, ...whole });
    assert.equal((await third.report({ event: "vip", rooms: [`vip:${n}`] })).members, 0);
    await until("it has arrived", () => client.received("vip").length > 0);
    assert.deepEqual(client.received("vip"), [n]);
  }
  await first.ask("PUT", "/sockets/nobody/rooms/vip", undefined, 404);
}

async function usersAreMovedWithAllTheirSockets([first, second], anns) {
  const both = { members: anns.length, reached: anns.length, ...whole };
  assert.deepEqual(await first.ask("PUT", "/users/ann/rooms/hers"), both);
  assert.equal((await second.report({ event: "hers", rooms: ["hers"] })).delivered, anns.length);
  assert.deepEqual(await first.ask("DELETE", "/users/ann/rooms/hers"), both);
  assert.equal((await first.get("/rooms/hers")).sockets, 0);
  assert.deepEqual(await first.ask("PUT", "/users/nobody/rooms/hers"), { members: 0, reached: 0, ...whole });
}

async function whoIsPutOutIsToldSo(backends, onEnd) {
  const [one, all] = await connectAll(2, urls(), WAYS);
  onEnd(() => closeAll([one, all]));
  for (const [client, query] of [
    [one, ""],
    [all, "?connection=true"],
  ]) {
    const answer = await backends[2].ask("DELETE", `/sockets/${client.id}${query}`);
    assert.deepEqual(answer, { members: 1, reached: 1, ...whole });
    await until("it is out", () => client.lost);
  }
  assert.deepEqual([one.lost, all.lost], ["io server disconnect", "io server disconnect"]);
  await until("its connection is closed", () => all.socket.io.engine.readyState === "closed");
}

async function usersArePutOut(backend, anns) {
  const answer = await backend.ask("DELETE", "/users/ann/sockets");
  assert.deepEqual(answer, { members: anns.length, reached: anns.length, ...whole });
  for (const ann of anns) {
    await until("she is out", () => ann.lost);
    assert.equal(ann.lost, "io server disconnect");
  }
  await until("nobody is there as her", async () => (await backend.get("/users/ann")).sockets === 0);
}

async function everyResponseHasAnId(backend) {
  const mine = await backend.answer("GET", "/nowhere", undefined, { "X-Request-Id": "mine-1" });
  assert.deepEqual([mine.status, mine.headers["x-request-id"]], [404, "mine-1"]);
  const made = await backend.answer("GET", "/rooms", undefined, { "X-Request-Id": "not mine" });
  assert.match(made.headers["x-request-id"], /^[A-Za-z0-9._-]{1,128}$/);
}

async function theServerTellsOfItself(backends) {
  const answers = await Promise.all(backends.map((backend) => backend.get("/server")));
  for (const [i, server] of answers.entries()) {
    assert.match(server.node, new RegExp(`^node-${i + 1}\\.`));
    assert.deepEqual(server.nodes, answers.map(({ node }) => node).sort());
    assert.deepEqual(server.namespaces, [{ name: "/", profile: "parley" }]);
    assert.equal(server.store, "none");
    assert.ok(server.connections >= 3);
  }
}

/** First it does not answer, then it is gone. */
async function aNodeThatIsSilentIsNamed([first], clients) {
  const victim = clients.filter((client) => client.url === urls()[2]);
  const living = clients.filter((client) => !victim.includes(client));
  await freeze(number("VICTIM_PID"));
  const partial = await first.get("/sockets");
  process.kill(number("VICTIM_PID"), "SIGKILL");
  assert.equal(partial.complete, false);
  assert.deepEqual(partial.missing.map(({ node, cause }) => [node.split(".")[0], cause]), [["node-3", "silent"]]);
  assert.deepEqual(partial.sockets.map((socket) => socket.id), ids(living));
  await until("the others are all there is", async () => (await first.get("/sockets")).complete);
  assert.equal((await first.report({ event: "afterwards", rooms: [desk] })).delivered, living.length);
}
