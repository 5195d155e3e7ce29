// What Socket.IO's Admin UI (0.5) expects of a server, with stock clients: who gets in, what is told of sockets of all nodes,
// what is done to them. Whoever looks is at node 1, clients are at all three.
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { Admin } from "./lib/admin.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";
import { Watcher } from "./lib/watcher.mjs";

const nodes = urls();
const good = { username: "admin", password: text("ADMIN_API_KEY") };
const FEATURES = ["EMIT", "JOIN", "LEAVE", "DISCONNECT", "MJOIN", "MLEAVE", "MDISCONNECT", "AGGREGATED_EVENTS", "ALL_EVENTS"];
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ROOM = "public:lobby";

await scenario("admin-ui", async (onEnd) => {
  await signIn(onEnd);
  await clientsOfAllNodes(onEnd);
  await anotherApp(onEnd);
  await badInput(onEnd);
  await apart(onEnd);
});

function client(url, options = {}) {
  return new Promise((connected, failed) => {
    const socket = io(url, { forceNew: true, reconnection: false, transports: ["websocket"], ...options });
    socket.once("connect", () => connected(socket));
    socket.once("connect_error", failed);
  });
}

async function refusal(auth, url = nodes[0]) {
  try {
    (await client(`${url}/admin`, { auth })).disconnect();
    return "let in";
  } catch (refused) {
    return refused.message;
  }
}

// ---- Who gets in ----

async function signIn(onEnd) {
  const app = { username: "admin", password: apiKey() };
  const wrong = [{}, { sessionId: "" }, { username: "admin" }, app, { ...good, username: "root" }];
  const odd = [{ ...good, password: 7 }, { ...good, username: ["admin"] }, { sessionId: { a: 1 } }, { ...good, password: "x".repeat(60_000) }];
  for (const auth of [...wrong, ...odd]) assert.equal(await refusal(auth), "invalid credentials", JSON.stringify(auth).slice(0, 80));

  const watcher = await Watcher.signIn(nodes[0], good);
  onEnd(() => watcher.close());
  await until("a list", () => watcher.first("all_sockets"));
  assert.deepEqual(watcher.names().slice(0, 2), ["session", "config"]);
  assert.deepEqual(watcher.first("config"), [{ supportedFeatures: FEATURES }]);
  const [sessionId] = watcher.first("session");

  // A session is good at every node, and is not the key.
  assert.match(sessionId, /^[A-Za-z0-9_-]{64}$/);
  const back = await Watcher.signIn(nodes[2], { sessionId });
  onEnd(() => back.close());
  await until("a list", () => back.first("all_sockets"));
  assert.equal(back.first("session"), undefined);
  const forged = sessionId.slice(0, 20) + (sessionId[20] === "A" ? "B" : "A") + sessionId.slice(21);
  assert.equal(await refusal({ sessionId: forged }), "invalid credentials");

  // Whoever tries on is told to wait; whoever has the key is not.
  let said;
  for (let tries = 0; tries < 20; tries++) said = await refusal({ ...good, password: `guess-${tries}` }, nodes[1]);
  assert.equal(said, "too many attempts, try again in a minute");
  (await client(`${nodes[1]}/admin`, { auth: good })).disconnect();
}

// ---- What it is told, and does ----

/** What the UI shows of a socket, no more and no less. */
function assertSocket(socket) {
  assert.deepEqual(Object.keys(socket), ["id", "clientId", "transport", "nsp", "data", "handshake", "rooms"]);
  assert.match(socket.clientId, /^[A-Za-z0-9_-]{12}$/);
  assert.ok(["polling", "websocket"].includes(socket.transport));
  assert.equal(socket.nsp, "/");
  assert.ok(socket.data.node);
  assert.ok(socket.rooms.includes(socket.id));
  const { address, headers, query, issued, secure, time, url, xdomain } = socket.handshake;
  assert.equal(address, "127.0.0.1");
  assert.ok(Object.keys(headers).every((name) => ["user-agent", "origin"].includes(name)));
  assert.equal(query.EIO, "4");
  assert.ok(Math.abs(Date.now() - issued) < 600_000);
  assert.match(time, / GMT\+0000 \(Coordinated Universal Time\)$/);
  assert.equal(url, `/socket.io/?EIO=4&transport=${query.transport}`);
  assert.deepEqual([secure, xdomain], [false, false]);
}

async function clientsOfAllNodes(onEnd) {
  const early = await Promise.all(nodes.map((url) => client(url, { extraHeaders: { "User-Agent": "early bird" } })));
  for (const socket of early) onEnd(() => socket.disconnect());
  await early[2].emitWithAck("join", { room: ROOM });

  const watcher = await Watcher.signIn(nodes[0], good);
  onEnd(() => watcher.close());
  const [all] = await until("a list", () => watcher.first("all_sockets"));
  for (const { id } of early) assert.ok(all.some((each) => each.id === id && each.nsp === "/"), `${id} is listed`);
  const third = all.find(({ id }) => id === early[2].id);
  assertSocket(third);
  assert.deepEqual(third.rooms, [third.id, ROOM]);
  assert.equal(third.handshake.headers["user-agent"], "early bird");
  assert.ok(all.some(({ nsp, id }) => nsp === "/admin" && id === watcher.id), "and so is the one who looks");

  await statistics(watcher);

  // Comes by polling, and changes to WebSocket.
  const late = await client(nodes[1], { transports: ["polling", "websocket"], query: { token: "of nobody's business" } });
  onEnd(() => late.disconnect());
  const [connected, when] = await watcher.about("socket_connected", ([each]) => each.id === late.id);
  assertSocket(connected);
  assert.match(when, ISO);
  assert.ok(!JSON.stringify(connected).includes("nobody's business"));
  const own = await watcher.about("room_joined", ([nsp, room]) => nsp === "/" && room === late.id);
  assert.equal(own[2], late.id);
  const updated = await watcher.about("socket_updated", ([each]) => each.id === late.id && each.transport === "websocket");
  assert.equal(updated[0].nsp, "/");

  // Joins and leaves by itself; what looks like a secret is not shown.
  await late.emitWithAck("join", { room: ROOM });
  const [nsp, room, id, at] = await watcher.about("room_joined", ([, room, id]) => room === ROOM && id === late.id);
  assert.deepEqual([nsp, room, id], ["/", ROOM, late.id]);
  assert.match(at, ISO);
  await late.emitWithAck("join", { token: "c2VjcmV0" });
  const received = await watcher.about("event_received", ([, id, [name, arg]]) => id === late.id && name === "join" && arg.token);
  assert.deepEqual(received.slice(0, 3), ["/", late.id, ["join", { token: "[redacted]" }]]);
  assert.match(received[3], ISO);

  // What one says reaches the other, and is told of both.
  const heard = new Promise((done) => early[2].once("greeting", (...args) => done(args)));
  await late.emitWithAck("publish", { room: ROOM, event: "greeting", data: "hello" });
  await heard;
  await watcher.about("event_received", ([, id, args]) => id === late.id && args[0] === "publish");
  const sent = await watcher.about("event_sent", ([, id, args]) => id === early[2].id && args[0] === "greeting");
  assert.equal(sent[2][1], "hello");

  await late.emitWithAck("leave", { room: ROOM });
  await watcher.about("room_left", ([, room, id]) => room === ROOM && id === late.id);

  await actions(watcher, early, late);

  const lateId = late.id;
  late.disconnect();
  const gone = await watcher.about("socket_disconnected", ([, id]) => id === lateId);
  assert.deepEqual(gone.slice(0, 3), ["/", lateId, "client namespace disconnect"]);
  assert.match(gone[3], ISO);
  await watcher.about("room_left", ([, room, id]) => room === lateId && id === lateId);
  const told = watcher.events.map(({ name, args }) => `${name} ${args.includes(lateId)}`);
  assert.ok(told.lastIndexOf("socket_disconnected true") < told.lastIndexOf("room_left true"));
}

async function statistics(watcher) {
  const servers = await until("three servers", () => {
    const known = new Map(watcher.all("server_stats").map(([stats]) => [stats.serverId, stats]));
    return known.size === 3 && [...known.values()];
  });
  for (const stats of servers) {
    assert.deepEqual(Object.keys(stats), [
      "serverId", "hostname", "pid", "uptime", "clientsCount", "pollingClientsCount", "aggregatedEvents", "namespaces",
    ]);
    assert.ok(stats.uptime > 0 && stats.pid > 0 && stats.clientsCount >= 1);
    assert.ok(stats.namespaces.some(({ name, socketsCount }) => name === "/" && socketsCount >= 1));
  }
  await until("traffic", () => {
    const counts = watcher.all("server_stats").flatMap(([{ aggregatedEvents }]) => aggregatedEvents);
    for (const { timestamp, count } of counts) assert.ok(timestamp % 1_000 === 0 && count > 0);
    const types = new Set(counts.map(({ type }) => type));
    return ["packetsOut", "bytesOut"].every((type) => types.has(type));
  });
}

async function actions(watcher, [first, second, third], late) {
  assert.deepEqual(await watcher.ask("join", "/", "vip", first.id), { ok: true, sockets: 1 });
  await watcher.about("room_joined", ([, room, id]) => room === "vip" && id === first.id);
  watcher.emit("join", "/", "vip", ROOM);
  await watcher.about("room_joined", ([, room, id]) => room === "vip" && id === third.id);

  const heard = Object.fromEntries(["first", "second", "third", "late"].map((name) => [name, []]));
  // The last argument says how far they have heard: clients can come back for what they miss.
  for (const [name, socket] of Object.entries({ first, second, third, late }))
    socket.on("news", (...args) => heard[name].push(args.slice(0, -1)));
  watcher.emit("emit", "/", "vip", "news", 1, { two: [2] });
  watcher.emit("emit", "/", late.id, "news", "for one", Buffer.from([7]));
  watcher.emit("emit", "/", null, "news", "for all");
  await until("news everywhere", () => Object.values(heard).every((each) => each.some(([arg]) => arg === "for all")));
  assert.deepEqual(heard.first, [[1, { two: [2] }], ["for all"]]);
  assert.deepEqual(heard.second, [["for all"]]);
  assert.deepEqual(heard.third, heard.first);
  assert.equal(heard.late.length, 2);
  assert.deepEqual([...heard.late[0][1]], [7]);

  watcher.emit("leave", "/", "vip");
  for (const socket of [first, third]) await watcher.about("room_left", ([, room, id]) => room === "vip" && id === socket.id);

  // Each of them is in the list of what admins have done.
  const admin = new Admin(nodes[2]);
  const done = await until("acts", async () => {
    const { acts } = await admin.ask("GET", "/audit?limit=100");
    const by = acts.filter(({ request }) => request === watcher.id).reverse();
    return by.length >= 6 && by;
  });
  admin.close();
  assert.deepEqual(
    done.map(({ by, what, on }) => [by.key, what, on]),
    [
      ["admin-1", "adminUi.join", `/ vip with ${first.id}`],
      ["admin-1", "adminUi.join", `/ vip with ${ROOM}`],
      ["admin-1", "adminUi.emit", "/ news to vip"],
      ["admin-1", "adminUi.emit", `/ news to ${late.id}`],
      ["admin-1", "adminUi.emit", "/ news to all"],
      ["admin-1", "adminUi.leave", "/ vip without all"],
    ],
  );

  const { id } = second;
  const put = new Promise((done) => second.once("disconnect", done));
  watcher.emit("_disconnect", "/", false, id);
  assert.equal(await put, "io server disconnect");
  const gone = await watcher.about("socket_disconnected", ([, each]) => each === id);
  assert.equal(gone[2], "server namespace disconnect");
  assert.ok(first.connected && third.connected && late.connected);
}

// ---- Other apps ----

async function anotherApp(onEnd) {
  const admin = new Admin(nodes[0]);
  onEnd(() => admin.close());
  const { id } = await admin.app({ name: "another" });
  const watcher = await Watcher.signIn(nodes[0], good);
  onEnd(() => watcher.close());
  await until("a list", () => watcher.first("all_sockets"));
  const socket = await client(nodes[2], { query: { app: id } });
  onEnd(() => socket.disconnect());
  const own = await client(nodes[2]);
  onEnd(() => own.disconnect());
  const [told] = await watcher.about("socket_connected", ([each]) => each.id === socket.id);
  assert.equal(told.nsp, `${id}:/`);
  let mine = 0;
  own.on("news", () => mine++);
  const heard = new Promise((done) => socket.once("news", done));
  watcher.emit("emit", `${id}:/`, null, "news", "for another app");
  assert.equal(await heard, "for another app");
  assert.equal(mine, 0);
  await assert.rejects(client(`${nodes[0]}/admin`, { auth: good, query: { app: id } }), /of no app/);
}

// ---- What it cannot do ----

async function badInput(onEnd) {
  const watcher = await Watcher.signIn(nodes[0], good);
  onEnd(() => watcher.close());
  const bystander = await client(nodes[1]);
  onEnd(() => bystander.disconnect());
  const long = "x".repeat(10_000);
  const cases = [
    ["unknown_namespace", "emit"],
    ["unknown_namespace", "join", 7, "room"],
    ["unknown_namespace", "emit", "nobody:/", null, "news"],
    ["unknown_namespace", "leave", { nsp: "/" }, "room"],
    ["invalid_event", "emit", "/", null, 7],
    ["invalid_event", "emit", "/", null, long],
    ["reserved_event", "emit", "/", null, "disconnect"],
    ["invalid_room", "emit", "/", ["a"], "news"],
    ["invalid_room", "emit", "/", long, "news"],
    ["invalid_room", "join", "/", 7],
    ["invalid_room", "join", "/", ""],
    ["invalid_room", "join", "/", long],
    ["invalid_room", "join", "/", "room", { id: 1 }],
    ["invalid_room", "leave", "/"],
    ["invalid_room", "_disconnect", "/", true, 7],
    ["unknown_event", "drop tables", "/"],
  ];
  for (const [code, ...event] of cases) {
    const answer = await watcher.ask(...event);
    assert.equal(answer.ok, false, JSON.stringify(event).slice(0, 80));
    assert.equal(answer.error.code, code, JSON.stringify(event).slice(0, 80));
  }
  // Nobody asks for an answer: it is told all the same.
  watcher.emit("emit", "/");
  const [fault] = await watcher.about("error", () => true);
  assert.equal(fault.code, "invalid_event");
  assert.ok(watcher.connected && bystander.connected);
  // Nobody is in such a room: nothing happens, which is no fault.
  assert.deepEqual(await watcher.ask("_disconnect", "/", true, "nobody"), { ok: true, sockets: 0 });
}

/** The namespace is of no app: backends have no way into it. */
async function apart(onEnd) {
  const emitter = new Emitter(nodes[0]);
  onEnd(() => emitter.close());
  const headers = { "X-Api-Key": apiKey(), "Content-Type": "application/json" };
  const body = JSON.stringify({ event: "server_stats", namespace: "/admin", payload: {} });
  const answer = await emitter.request("POST", "/api/v1/emit", headers, body);
  assert.equal(answer.status, 404, answer.text);
  assert.equal(answer.json.code, "unknown_namespace");
}
