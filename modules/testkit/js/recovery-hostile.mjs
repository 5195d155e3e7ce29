// Clients say of earlier sessions what no server has told them: they are somebody new, and nobody else notices.
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { Traveller } from "./lib/traveller.mjs";
import { until } from "./lib/until.mjs";

const secret = "abcdefghij0123456-_Z";
const forged = [
  { pid: 1 },
  { pid: null, offset: 1 },
  { pid: {}, offset: [] },
  { pid: ["x"], offset: { length: 1 } },
  { pid: "" },
  { pid: secret },
  { pid: secret, offset: "1" },
  { pid: secret, offset: "1zzzzzz1" },
  { pid: secret, offset: "nonsense" },
  { pid: secret, offset: 7 },
  { pid: secret, offset: `1${"a".repeat(900_000)}` },
  { pid: "x".repeat(900_000), offset: "1" },
  { pid: `${secret}'"; --`, offset: "1" },
];

/** One that is connected: whether it was recovered, and by what secret. */
function knock(url, auth) {
  const socket = io(url, { forceNew: true, reconnection: false, transports: ["websocket"], auth });
  return new Promise((done, failed) => {
    socket.once("connect", () => done(socket));
    socket.once("connect_error", failed);
  });
}

await scenario("hostile claims", async (onEnd) => {
  const [here, there] = [urls()[0], urls().at(-1)];
  const backend = new Emitter(here);
  onEnd(() => backend.close());
  const emit = (n) => backend.emit({ event: "news", rooms: ["public:lobby"], payload: n });

  for (const auth of forged) {
    const socket = await knock(here, auth);
    assert.ok(!socket.recovered, JSON.stringify(auth).slice(0, 80));
    assert.match(socket._pid, /^[\w-]{20}$/);
    assert.notEqual(socket._pid, auth.pid);
    socket.disconnect();
  }

  await emit("before anybody is in the room");
  const victim = await new Traveller(here).connected();
  onEnd(() => victim.close());
  assert.equal((await victim.ask("join", { room: "public:lobby" })).ok, true);
  await emit(0);
  await emit(1);
  await until("it is heard", () => victim.news.length === 2);
  const [, offset] = victim.offsets;
  const pid = victim.socket._pid;

  const withoutSecret = await knock(there, { offset });
  assert.ok(!withoutSecret.recovered, "an offset alone is nothing");
  withoutSecret.disconnect();

  // Whoever has the secret is the client: it gets what came since it joined, and the first connection ends.
  const heard = [];
  victim.socket.io.reconnection(false);
  const twin = io(there, { forceNew: true, reconnection: false, transports: ["websocket"], auth: { pid, offset: "1" } });
  onEnd(() => twin.disconnect());
  twin.on("news", (n) => heard.push(n));
  await until("it is taken for the client", () => twin.connected);
  await until("the first one is put out", () => !victim.socket.connected);
  await until("it hears what came since the client joined", () => heard.length === 2);
  await emit(2);
  await until("it goes on", () => heard.length === 3);
  assert.deepEqual(heard, [0, 1, 2]);

  // At the same moment, at two nodes: one of them at most goes on.
  const both = await Promise.all([here, there].map((url) => knock(url, { pid: twin._pid, offset })));
  await until("one of them at most is left by that name", async () => both.filter(({ id, connected }) => connected && id === twin.id).length <= 1);
  both.forEach((each) => each.disconnect());
});
