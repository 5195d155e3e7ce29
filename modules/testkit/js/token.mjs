// Join tokens, minted as a backend does it, open their room and nothing else.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { joinToken } from "./lib/tokens.mjs";
import { until } from "./lib/until.mjs";

const room = "team:blue";

await scenario("tokens", async (onEnd) => {
  const clients = await connectAll(9, urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  const emitter = new Emitter(urls()[0]);
  onEnd(() => emitter.close());
  const member = clients[0];

  await opensItsRoomInEveryForm(clients);
  await refusalsHaveCodesAndLeaveTheRoomUntouched(member, clients[1], emitter);
  await mayBeBoundToASocket(clients[2], clients[3]);
  await worksOnceInTheWholeCluster(clients);
  await grantsWhatItSays(clients[4], clients[5]);
  await saysWhoItsBearerIs(clients[6], emitter);
  assertNoneLost(clients);
});

async function opensItsRoomInEveryForm(clients) {
  const forms = [
    (channel) => joinToken({ channel }),
    (channel) => ({ token: joinToken({ channel }) }),
    (channel) => ({ room: channel, token: joinToken({ channel }) }),
  ];
  assert.deepEqual(await clients[0].ask("join", joinToken({ channel: room })), { ok: true, room });
  for (const [i, form] of forms.entries()) {
    const channel = `form:${i}`;
    for (const client of clients.slice(0, 3)) {
      assert.deepEqual(await client.ask("join", form(channel)), { ok: true, room: channel });
    }
  }
}

async function refusalsHaveCodesAndLeaveTheRoomUntouched(member, outsider, emitter) {
  const good = joinToken({ channel: room });
  const other = joinToken({ channel: "team:red" });
  const text = Buffer.from(good, "base64").toString();
  const refused = [
    ["no token", { room }, "token_required"],
    ["expired", { token: joinToken({ channel: room }, { expiresIn: -5 }) }, "token_expired"],
    ["truncated", { token: base64(text.slice(0, -7)) }, "token_malformed"],
    ["without its signature", { token: base64(text.slice(0, -64)) }, "token_malformed"],
    [
      "tampered with",
      { token: base64(Buffer.from(other, "base64").toString().replace("red", "blue")) },
      "token_signature_invalid",
    ],
    ["signed with MD5", { token: joinToken({ channel: room }, { algorithm: "md5" }) }, "token_algorithm_refused"],
    [
      "signed with another key",
      { token: joinToken({ channel: room }, { secret: "guessed" }) },
      "token_signature_invalid",
    ],
    [
      "valid for too long",
      { token: joinToken({ channel: room }, { expiresIn: 7 * 24 * 3600 }) },
      "token_lifetime_exceeded",
    ],
    ["for another app", { token: joinToken({ channel: room, app: "shop" }) }, "token_wrong_app"],
    ["for another room", { room, token: other }, "token_wrong_room"],
    ["no token at all", { token: "%%%" }, "token_malformed"],
    ["a number for a token", { token: 7 }, "invalid_request"],
  ];
  for (const [what, request, code] of refused) {
    const answer = await outsider.ask("join", request);
    assert.equal(answer.ok, false, what);
    assert.equal(answer.error.code, code, what);
    assert.ok(answer.error.message, what);
  }
  await emitter.emit({ event: "secret", rooms: [room, "team:red"] });
  await emitter.emit({ event: "for-all" });
  await until("both have the event for all", () => has(member, "for-all") && has(outsider, "for-all"));
  assert.ok(has(member, "secret"), "the member is in its room");
  assert.ok(!has(outsider, "secret"), "a refused token leaves the room untouched");
  assert.equal((await outsider.ask("publish", { room, event: "x" })).error.code, "not_joined");
}

async function mayBeBoundToASocket(owner, thief) {
  const token = joinToken({ channel: room, sid: owner.id });
  const answer = await thief.ask("join", { token });
  assert.equal(answer.error?.code, "token_wrong_socket");
  await owner.join({ token });
}

async function worksOnceInTheWholeCluster(clients) {
  const token = joinToken({ channel: "once", jti: "ticket-1" });
  const answers = await Promise.all(clients.map((client) => client.ask("join", { token })));
  assert.equal(answers.filter((answer) => answer.ok).length, 1, JSON.stringify(answers));
  const refusals = answers.filter((answer) => !answer.ok).map((answer) => answer.error.code);
  assert.deepEqual([...new Set(refusals)], ["token_used"]);
  for (const client of clients) assert.equal((await client.ask("join", { token })).error.code, "token_used");
}

async function grantsWhatItSays(speaker, listener) {
  const channel = "hall";
  await speaker.join({ token: joinToken({ channel, can: ["publish"] }) });
  await listener.join({ token: joinToken({ channel }) });
  const denied = await listener.ask("publish", { room: channel, event: "heckle" });
  assert.equal(denied.error.code, "publish_denied");
  assert.equal((await speaker.ask("publish", { room: channel, event: "speech", data: "hear, hear" })).ok, true);
  await until("the listener has the speech", () => has(listener, "speech"));
  assert.ok(!has(speaker, "heckle"));
}

async function saysWhoItsBearerIs(client, emitter) {
  await client.join({ token: joinToken({ channel: room, user: "ada" }) });
  await emitter.emit({ event: "personal", users: ["ada"], payload: 1 });
  await until("the user has its event", () => has(client, "personal"));
  const answer = await client.ask("join", { token: joinToken({ channel: room, user: "bob" }) });
  assert.equal(answer.error.code, "token_wrong_user");
}

function has(client, event) {
  return client.events.some((each) => each.event === event);
}

function base64(text) {
  return Buffer.from(text).toString("base64");
}
