// chat-panel in a namespace of its own, beside another profile in "/": its routes lie below a path, its rooms are closed,
// and the folder for files cannot be.
import assert from "node:assert/strict";
import { connect } from "./lib/client.mjs";
import {
  assertForbidden,
  assertThrown,
  call,
  claimsOf,
  keyOf,
  newRoom,
  newUser,
  NOT_JOINED,
  NOT_YOURS,
  PanelClient,
  say,
  tokenOf,
} from "./lib/panel.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [url] = urls();
const origin = "https://panel.example";
const elsewhere = "https://shop.example";

await scenario("chat-panel apart", async (onEnd) => {
  const [ann, bob] = [await newUser("ann"), await newUser("bob")];
  const room = await newRoom("closed", ann);
  const client = await PanelClient.of(ann, url);
  onEnd(() => client.close());
  await roomsAreClosed(room, ann, bob, onEnd);
  await client.join(room);
  await say(ann, room, { textMessage: "in its namespace" });
  await client.hears("in its namespace");

  const { iat, exp } = claimsOf(await tokenOf(ann));
  assert.equal(exp - iat, 3600, "EXPIRED_IN is in seconds");
  await otherPathsAreNotItsOwn(onEnd);
  await pagesNeedBothLists(ann);
  await filesFailWithoutAWordOfWhere(room, ann);
});

/** Only who was let in by the backend may come in. */
async function roomsAreClosed(room, ann, bob, onEnd) {
  const path = `/room/${room.id}/join`;
  assertThrown(await call("POST", path, { token: await tokenOf(bob) }), 403, NOT_YOURS);
  assert.equal((await call("POST", path, { token: await tokenOf(ann) })).json.statusCode, 200, "who is in it already");
  const client = await PanelClient.of(bob, url);
  onEnd(() => client.close());
  const refused = { ok: false, error: NOT_JOINED, code: "not_a_member" };
  assert.deepEqual(await client.ask("join_room", { room_id: room.id }), refused);
  assert.equal((await call("POST", path, { key: keyOf(bob) })).json.statusCode, 200, "the backend lets bob in");
  assert.equal((await client.ask("join_room", { room_id: room.id })).ok, true);
}

async function otherPathsAreNotItsOwn(onEnd) {
  assert.equal((await call("GET", "/healthCheck")).text, "Chat Panel is healthy");
  for (const path of ["/healthCheck", "/user", "/room/x"]) {
    const answer = await fetch(url + path);
    assert.equal(answer.headers.get("Content-Type"), "application/problem+json", path);
  }
  const other = await connect(url, { transports: ["websocket"] });
  onEnd(() => other.close());
  assert.equal((await other.ask("ping")).ok, true, "another profile speaks in the namespace beside it");
}

async function pagesNeedBothLists(ann) {
  const token = await tokenOf(ann);
  for (const [page, allowed] of [[origin, true], [elsewhere, false]]) {
    const answer = await call("GET", "/healthCheck", { headers: { Origin: page } });
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), allowed ? page : null);
    const extraHeaders = { Authorization: `Bearer ${token}`, Origin: page };
    const attempt = new PanelClient(`${url}/panel`, { extraHeaders, transports: ["websocket"] });
    let refusal;
    attempt.socket.on("connect_error", (error) => (refusal = error.data?.code));
    await until("it is let in or not", () => attempt.connects > 0 || refusal);
    attempt.close();
    assert.equal(refusal, allowed ? undefined : "origin_refused");
  }
}

async function filesFailWithoutAWordOfWhere(room, ann) {
  const form = new FormData();
  form.set("textMessage", "x");
  form.append("fileMessages", new Blob([Buffer.from("ffd8ffe0", "hex")], { type: "image/jpeg" }), "a.jpg");
  const path = `/room/${room.id}/message/send`;
  const failed = await call("POST", path, { key: keyOf(ann), form });
  assertThrown(failed, 500, "Internal server error");
  assertForbidden(await call("POST", path, { form }), "nobody");
  assert.equal((await say(ann, room, { textMessage: "without" })).json.statusCode, 200);
}
