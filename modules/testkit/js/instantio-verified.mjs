// The contract of the instantio profile where a backend's hook decides who joins what.
import assert from "node:assert/strict";
import { connect } from "./lib/client.mjs";
import { Hook } from "./lib/hook.mjs";
import { emit, emitted, heard, here, play, STATE, there, VERIFY } from "./lib/instantio.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, text } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

/** What the hook says of each token. */
const answers = {
  ok: { code: 200, data: { room: 1 } },
  text: { code: "200", data: { room: "1" } },
  several: { code: 200, data: { room: ["x", 2] } },
  slow: { code: 200, data: { room: "slow" } },
  denied: { code: 401, data: { room: 1 } },
  zero: { code: 200, data: { room: 0 } },
  none: { code: 200, data: { room: "" } },
  object: { code: 200, data: { room: {} } },
  empty: { code: 200 },
  truth: { code: true, data: { room: 1 } },
  list: [200],
};

/** The endpoint is not open here. */
const key = { headers: { "X-Api-Key": text("EMIT_KEY") } };

await scenario("instantio with a hook that verifies", async (onEnd) => {
  const hook = await new Hook(answer).listen(number("HOOK_PORT"));
  onEnd(() => hook.close());
  return play(
    [
      theTokenDecidesTheRoom,
      theCodeMayBeAText,
      severalRoomsAreJoined,
      whoIsRefusedIsPutOut,
      whatCannotBeAnAnswerPutsOut,
      tokensKeepTheirType,
      messagesWaitForTheHook,
      whoLeavesMeanwhileHasNotJoined,
      theEndpointNeedsItsKey,
    ],
    hook,
  );
});

async function answer({ path, body }, response) {
  if (path === STATE) return undefined;
  const { token } = body;
  if (token === "slow") await new Promise((later) => setTimeout(later, 500));
  if (token === "hang") await new Promise(() => {});
  if (token === "garbage") return response.writeHead(200).end("<html>");
  if (token === "fails") return response.writeHead(500).end(JSON.stringify(answers.ok));
  if (token === "moved") return response.writeHead(302, { Location: VERIFY }).end();
  if (token === "huge") return { ...answers.ok, more: "x".repeat(100_000) };
  return answers[token] ?? answers.denied;
}

async function joined(keep, url, token, room) {
  const client = keep(await connect(url));
  assert.deepEqual(await client.ask("join", { token, room: "ignored" }), { ok: true, room });
  return client;
}

async function theTokenDecidesTheRoom(keep, hook) {
  const client = keep(await connect(here));
  client.socket.emit("join", { token: "ok" });
  await hook.gets(STATE, { event: "join", data: { room: 1 } });
  assert.deepEqual(hook.bodies(VERIFY).at(-1), { token: "ok" });
  const { headers } = hook.requests.find(({ path }) => path === VERIFY);
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers.accept, "application/json, text/plain, */*");
  assert.equal(headers["user-agent"], "axios/1.6.0");
  await emitted({ event: "chat", rooms: [1], payload: "by number" }, key);
  await emitted({ event: "chat", rooms: ["1"], payload: "by text" }, key);
  await emitted({ event: "chat", rooms: ["ignored"], payload: "not there" }, key);
  await until("both arrive", () => client.received("chat").length >= 2);
  assert.deepEqual(client.received("chat"), ["by number", "by text"]);
  client.close();
  await hook.gets(STATE, { event: "disconnect", data: { room: 1 } });
}

async function theCodeMayBeAText(keep, hook) {
  await joined(keep, there, "text", "1");
  await hook.gets(STATE, { event: "join", data: { room: "1" } });
}

async function severalRoomsAreJoined(keep, hook) {
  const client = await joined(keep, here, "several", ["x", 2]);
  await hook.gets(STATE, { event: "join", data: { room: ["x", 2] } });
  for (const rooms of ["x", "2", ["x", 2]]) await emitted({ event: "chat", rooms, payload: rooms }, key);
  await until("all arrive", () => client.received("chat").length >= 3);
  assert.deepEqual(client.received("chat"), ["x", "2", ["x", 2]]);
}

async function putOut(client, token) {
  client.socket.emit("join", token === undefined ? {} : { token });
  await until(`${token} is put out`, () => client.lost);
  assert.equal(client.lost, "io server disconnect", token);
  assert.deepEqual(client.events, []);
}

async function whoIsRefusedIsPutOut(keep, hook) {
  const gone = { event: "disconnect", data: {} };
  const before = hook.count(STATE, gone);
  await putOut(keep(await connect(there)), "denied");
  await hook.gets(STATE, gone, before);
  const came = { event: "join", data: { room: ["x", 2] } };
  const told = hook.count(STATE, came);
  const client = await joined(keep, here, "several", ["x", 2]);
  await hook.gets(STATE, came, told);
  await putOut(client, "denied");
  await hook.gets(STATE, { event: "disconnect", data: { room: ["x", 2] } });
}

async function whatCannotBeAnAnswerPutsOut(keep, hook) {
  const told = hook.bodies(STATE).filter(({ event }) => event === "join").length;
  const tokens = ["zero", "none", "object", "empty", "truth", "list", "garbage", "fails", "moved", "huge", "hang", undefined];
  for (const token of tokens) await putOut(keep(await connect(here)), token);
  assert.equal(hook.bodies(STATE).filter(({ event }) => event === "join").length, told);
}

async function tokensKeepTheirType(keep, hook) {
  for (const token of [7, null, { a: [1.5, "x"] }, false]) {
    await putOut(keep(await connect(there)), token);
    assert.deepEqual(hook.bodies(VERIFY).at(-1), { token });
  }
  await putOut(keep(await connect(there)), undefined);
  assert.deepEqual(hook.bodies(VERIFY).at(-1), {});
}

async function messagesWaitForTheHook(keep, hook) {
  const other = await joined(keep, there, "slow", "slow");
  const client = keep(await connect(here));
  client.socket.emit("join", { token: "slow" });
  for (let n = 0; n < 5; n++) client.socket.emit("message", { rooms: "slow", payload: n });
  await until("all arrive", () => other.received("message").length === 5);
  assert.deepEqual(other.received("message"), [0, 1, 2, 3, 4]);
  for (let n = 0; n < 5; n++) {
    await hook.gets(STATE, { event: "message", data: { from: "slow", to: "slow", payload: n } });
  }
}

async function whoLeavesMeanwhileHasNotJoined(keep, hook) {
  const asked = hook.count(VERIFY, { token: "slow" });
  const gone = { event: "disconnect", data: {} };
  const joins = hook.count(STATE, { event: "join", data: { room: "slow" } });
  const before = hook.count(STATE, gone);
  const client = keep(await connect(here));
  client.socket.emit("join", { token: "slow" });
  await until("it is asked", () => hook.count(VERIFY, { token: "slow" }) > asked);
  client.close();
  await hook.gets(STATE, gone, before);
  await joined(keep, here, "slow", "slow");
  await hook.gets(STATE, { event: "join", data: { room: "slow" } }, joins);
  assert.equal(hook.count(STATE, { event: "join", data: { room: "slow" } }), joins + 1);
}

async function theEndpointNeedsItsKey(keep) {
  const client = keep(await connect(here));
  for (const headers of [{}, { "X-Api-Key": "wrong" }, { Authorization: "Bearer wrong" }]) {
    const refused = await emit({ event: "leak" }, { headers });
    assert.deepEqual([refused.status, refused.body.code], [401, 401]);
  }
  await emitted({ event: "chat", payload: 1 }, { headers: { Authorization: `Bearer ${text("EMIT_KEY")}` } });
  await until("it arrives", () => client.received("chat").length === 1);
  assert.deepEqual(heard(client), [["chat", 1]]);
}
