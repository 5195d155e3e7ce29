// What chat-panel was known to be weak at, one check at a time: CHECK names it. Sockets are on the first nodes, HTTP goes
// to the last one.
import assert from "node:assert/strict";
import {
  assertForbidden,
  assertHandled,
  assertInvalid,
  assertThrown,
  backend,
  call,
  keyOf,
  made,
  newRoom,
  newUser,
  NOT_JOINED,
  NOT_SENT,
  NOT_YOURS,
  PanelClient,
  say,
  secret,
  tokenOf,
} from "./lib/panel.mjs";
import { claims, forged, shared } from "./lib/jwt.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const MAX_TEXT = 10_000;
const MAX_PER_PAGE = 100;
const NUMBER = "must be a whole number from 1 to 2147483647";
const [here, there] = [urls()[0], urls()[1 % urls().length]];

/** As a user by its token. */
const as = (token) => (method, path, body) => call(method, path, { token, body });

const checks = {
  async aUserHasNoPower() {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("ann's", ann);
    const user = as(await tokenOf(ann));
    const forbidden = [
      ["POST", "/user", { nickname: "x" }],
      ["GET", "/user?page=1&perPage=1"],
      ["GET", `/user/${ann.id}`],
      ["PATCH", `/user/${ann.id}`, { nickname: "x" }],
      ["DELETE", `/user/${bob.id}`],
      ["POST", "/auth/init", { user_id: bob.id }],
      ["POST", `/auth/${bob.id}`],
      ["POST", `/auth/${ann.id}`],
      ["POST", "/room", { name: "x" }],
      ["GET", "/room?page=1&perPage=1"],
      ["PATCH", `/room/${room.id}`, { name: "x" }],
      ["DELETE", `/room/${room.id}`],
    ];
    for (const [method, path, body] of forbidden) assertForbidden(await user(method, path, body), `${method} ${path}`);
    assert.equal((await made("GET", `/room/${room.id}`)).name, "ann's");
    assert.equal((await made("GET", `/user/${bob.id}`)).deleted_at, null);
    assert.equal((await user("GET", `/room/${room.id}`)).json.statusCode, 200, "its own room it may see");
  },

  async aRoomIsOpenToItsMembersAlone(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("ann's", ann);
    await newRoom("bob's", bob);
    await newRoom("empty");
    await say(ann, room, { textMessage: "among us" });
    const token = await tokenOf(bob);
    for (const credentials of [{ token }, { key: keyOf(bob) }]) {
      const list = await call("GET", `/room/${room.id}/message?page=1&perPage=9`, credentials);
      assertThrown(list, 403, NOT_YOURS);
      for (const body of [{ textMessage: "hello" }, new FormData()]) {
        const more = body instanceof FormData ? { form: body } : { body };
        const sent = await call("POST", `/room/${room.id}/message/send`, { ...credentials, ...more });
        assertThrown(sent, 403, NOT_YOURS);
      }
    }
    assertThrown(await as(token)("GET", `/room/${room.id}`), 403, NOT_YOURS);
    assertThrown(await call("POST", `/room/${NOBODY}/message/send`, { token, body: { textMessage: "x" } }), 403, NOT_YOURS);
    const client = await PanelClient.of(bob, here);
    onEnd(() => client.close());
    const answer = await client.ask("send_message", { room_id: room.id, text_message: "hello" });
    assert.deepEqual(answer, { ok: false, error: NOT_SENT, code: "not_a_member" });
    assert.deepEqual(client.errors, [[NOT_SENT]]);
    await client.join(room);
    assert.equal((await as(token)("GET", `/room/${room.id}`)).json.content.messages.length, 1, "nothing was stored");
  },

  async whoIsDeletedIsGoneAtOnce(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", ann, bob);
    const token = await tokenOf(ann);
    const client = await (await PanelClient.of(ann, there)).join(room);
    onEnd(() => client.close());
    await made("DELETE", `/user/${ann.id}`);
    await until("its socket is put out", () => client.lost.length > 0);
    await say(bob, room, { textMessage: "without ann" });
    assert.deepEqual([client.lost, client.heard], [["io server disconnect"], []]);

    const path = `/room/${room.id}/message`;
    assertThrown(await call("GET", `${path}?page=1&perPage=1`, { key: keyOf(ann) }), 401, "This user is suspended!");
    assertThrown(await call("POST", `${path}/send`, { token, body: { textMessage: "x" } }), 401, "This user is suspended!");
    const again = new PanelClient(here, { extraHeaders: { Authorization: `Bearer ${token}` } });
    onEnd(() => again.close());
    await until("it is put out again", () => again.lost.length > 0);
    // One that was made later, and so is not revoked, is of no more use.
    const now = Math.floor(Date.now() / 1000);
    const unrevoked = shared(text("JWT_SECRET"), { ...ann, iat: now + 2, exp: now + 60 });
    assertThrown(await call("GET", `/room/${room.id}`, { token: unrevoked }), 401, "This user is suspended!");
    const users = (await made("GET", `/room/${room.id}`)).users.map(({ user }) => user.id);
    assert.deepEqual(users, [bob.id]);
  },

  async tokensAreCheckedEachTime() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const good = await tokenOf(ann);
    const sign = (changes, key = text("JWT_SECRET")) => shared(key, claims({ ...ann, ...changes }));
    assert.equal((await as(good)("GET", `/room/${room.id}`)).status, 200);
    const refused = {
      forged: forged(good),
      expired: sign({ exp: Math.floor(Date.now() / 1000) - 60 }),
      "by another secret": sign({}, "guessed"),
      "of nobody": sign({ id: NOBODY }),
      "without an id": shared(text("JWT_SECRET"), claims()),
      empty: "",
    };
    for (const [what, token] of Object.entries(refused)) {
      assertForbidden(await as(token)("GET", `/room/${room.id}`), what);
    }
  },

  async aSecretMayHaveDots() {
    assert.ok(secret().includes("."), "the test is about this");
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const path = `/room/${room.id}/message?page=1&perPage=1`;
    assert.equal((await call("GET", path, { key: keyOf(ann) })).json.statusCode, 200);
    for (const key of [secret().split(".")[0], `${secret().split(".")[0]}.${ann.id}`, `.${secret()}`, `${secret()}.x.y`]) {
      assertForbidden(await call("GET", path, { key }), key.length);
    }
  },

  async whatIsTooMuchIsRefusedOrCut(onEnd) {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const tooLong = "x".repeat(MAX_TEXT + 1);
    const path = `/room/${room.id}/message/send`;
    const longest = await say(ann, room, { textMessage: "x".repeat(MAX_TEXT) });
    assert.equal(longest.json.statusCode, 200);
    const form = new FormData();
    form.set("textMessage", "\u{1f600}".repeat(MAX_TEXT));
    assert.equal((await call("POST", path, { key: keyOf(ann), form })).json.statusCode, 200);
    assertInvalid(await say(ann, room, { textMessage: tooLong }), "textMessage is longer than allowed");
    form.set("textMessage", tooLong);
    assertInvalid(await call("POST", path, { key: keyOf(ann), form }), "textMessage is longer than allowed");
    assertThrown(await say(ann, room, { textMessage: "x".repeat(2_000_000) }), 413, "request entity too large");
    form.set("textMessage", "x".repeat(2_000_000));
    const huge = await call("POST", path, { key: keyOf(ann), form });
    assert.equal(huge.status, 400, huge.text);
    assert.equal((await made("GET", `/room/${room.id}`)).messages.length, 2, "nothing of it was stored");

    const nickname = "nickname must not be empty or longer than allowed";
    for (const wrong of ["", "x".repeat(1_000)]) {
      assertInvalid(await backend("POST", "/user", { nickname: wrong }), nickname);
      assertInvalid(await backend("PATCH", `/user/${ann.id}`, { nickname: wrong }), nickname);
      assertInvalid(await backend("POST", "/room", { name: wrong }), "name must not be empty or longer than allowed");
      assertInvalid(await backend("PATCH", `/room/${room.id}`, { name: wrong }), "name must not be empty or longer than allowed");
    }
    const client = await PanelClient.of(ann, here);
    onEnd(() => client.close());
    const answer = await client.ask("send_message", { room_id: room.id, text_message: tooLong });
    assert.deepEqual(answer, { ok: false, error: NOT_SENT, code: "text_too_long" });
  },

  async listsAreBounded() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    for (let n = 0; n < MAX_PER_PAGE + 5; n += 15) {
      await Promise.all(Array.from({ length: 15 }, () => say(ann, room, { textMessage: "again" })));
    }
    const page = (query) => call("GET", `/room/${room.id}/message?${query}`, { key: keyOf(ann) });
    assert.equal((await page("page=1&perPage=1000000")).json.content.length, MAX_PER_PAGE);
    assert.equal((await made("GET", `/room/${room.id}?messageCount=1000000`)).messages.length, MAX_PER_PAGE);
    const joined = await call("POST", `/room/${room.id}/join`, { key: keyOf(ann) });
    assert.equal(joined.json.content.messages.length, 100);
    assert.equal((await backend("DELETE", `/room/${room.id}`)).json.messages.length, 100);
  },

  async pagesThatCannotBeAreNamed() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    for (const path of ["/user", "/room", `/room/${room.id}/message`]) {
      const ask = (query) => call("GET", path + query, { key: keyOf(ann) });
      for (const wrong of ["x", "0", "-1", "1.5", "1e3", "99999999999", ""]) {
        assertInvalid(await ask(`?page=${wrong}&perPage=5`), `page ${NUMBER}`);
        assertInvalid(await ask(`?page=1&perPage=${wrong}`), `perPage ${NUMBER}`);
      }
      assertInvalid(await ask("?page=1&page=2&perPage=5"), "page must be a string");
      assert.equal((await ask("?page=2147483647&perPage=100")).json.statusCode, 200, "far beyond the end is nothing");
    }
    for (const wrong of ["x", "0", "-1"]) {
      assertInvalid(await backend("GET", `/room/${room.id}?messageCount=${wrong}`), `messageCount ${NUMBER}`);
    }
  },

  async listsLeaveOutWhatIsDeleted() {
    const [user, room] = [await newUser("left out"), await newRoom("left out")];
    await made("DELETE", `/user/${user.id}`);
    await backend("DELETE", `/room/${room.id}`);
    for (const path of ["/user", "/room"]) {
      const { data } = await made("GET", `${path}?page=1&perPage=5`);
      assert.ok(data.every(({ id, deleted_at }) => deleted_at === null && ![user.id, room.id].includes(id)), path);
    }
  },

  async whatIsUnreadIsCounted() {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", ann, bob);
    for (const content of ["one", "two"]) await say(ann, room, { textMessage: content });
    const counts = async () => {
      const { json } = await call("POST", `/room/${room.id}/join`, { key: keyOf(ann) });
      return json.content.users.map(({ unread_message_count, last_checked_at }) => [unread_message_count, last_checked_at]);
    };
    const [[annsFirst], [bobsFirst, before]] = await counts();
    assert.deepEqual([annsFirst, bobsFirst], [0, 2]);
    await call("GET", `/room/${room.id}/message?page=1&perPage=1`, { key: keyOf(bob) });
    const [[annsLater], [bobsLater, after]] = await counts();
    assert.deepEqual([annsLater, bobsLater], [0, 0]);
    assert.ok(after > before, `${after} is later than ${before}`);
  },

  async membersOfTheWrongTypeAreNamed() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const path = `/room/${room.id}/message/send`;
    const wrong = [
      ["POST", "/user", {}, "nickname must be a string"],
      ["POST", "/user", { nickname: 7 }, "nickname must be a string"],
      ["POST", "/user", { nickname: null }, "nickname must be a string"],
      ["POST", "/user", [], "nickname must be a string"],
      ["POST", "/user", "", "nickname must be a string"],
      ["PATCH", `/user/${ann.id}`, { nickname: {} }, "nickname must be a string"],
      ["POST", "/auth/init", { user_id: 7 }, "user_id must be a string"],
      ["POST", "/room", { name: true }, "name must be a string"],
      ["POST", "/room", { name: "x", users: "ann" }, "users must be an array"],
      ["POST", "/room", { name: "x", users: [7] }, "each value in users must be a string"],
      ["PATCH", `/room/${room.id}`, { name: 7 }, "name must be a string"],
    ];
    for (const [method, where, body, fault] of wrong) assertInvalid(await backend(method, where, body), fault);
    for (const body of [{ textMessage: 7 }, { textMessage: ["x"] }, { textMessage: {} }]) {
      assertInvalid(await say(ann, room, body), "textMessage must be a string");
    }
    assertInvalid(await call("POST", path, { key: keyOf(ann), body: { text_message: 7 } }), "text_message must be a string");
    assert.equal((await made("GET", `/room/${room.id}`)).messages.length, 0);
  },

  async bodiesThatAreNoJsonAreNamed() {
    for (const body of ['{"nickname":', "nickname", '"nickname"', "7", '{"nickname":"a"}}', "\u{0}", "[".repeat(100_000)]) {
      const { status, json, text } = await call("POST", "/user", {
        key: secret(),
        body,
        headers: { "Content-Type": "application/json" },
      });
      assert.equal(status, 400, text);
      assert.deepEqual(Object.keys(json), ["message", "error", "statusCode"]);
      assert.equal(typeof json.message, "string");
      assert.match(json.message, /^Unexpected token in JSON at position \d+$/);
      assert.deepEqual([json.error, json.statusCode], ["Bad Request", 400]);
    }
  },

  async pathsThatAreNotThereAreNamedBelowItsOwnAlone() {
    const own = [["POST", "/user/x"], ["PUT", "/user"], ["GET", "/room/x/y"], ["GET", "/auth/init"], ["DELETE", "/room?a=b"]];
    for (const [method, path] of own) {
      for (const key of [secret(), "guessed"]) {
        const { status, text } = await call(method, path, { key });
        assert.equal(status, 404, text);
        assert.equal(text, JSON.stringify({ message: `Cannot ${method} ${path}`, error: "Not Found", statusCode: 404 }));
      }
    }
    for (const [method, path] of [["GET", "/users"], ["GET", "/x"], ["POST", "/auth/sign-up"], ["POST", "/auth/sign-in"]]) {
      const { status, headers } = await call(method, path, { key: secret() });
      assert.deepEqual([status, headers.get("Content-Type")], [404, "application/problem+json"], path);
    }
  },

  async eventsThatCannotBeUnderstoodAreErrors(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", bob);
    const [open, deleted] = [await newRoom("open"), await newRoom("deleted", ann)];
    await backend("DELETE", `/room/${deleted.id}`);
    const client = await PanelClient.of(ann, here, { reconnection: false });
    onEnd(() => client.close());
    const junk = [[], [null], [7], [true], [[]], [{}], ["{"], ["null"], ['"x"'], ["[".repeat(5_000)], [{ room_id: "" }]];
    const rooms = [7, null, {}, [room.id], NOBODY, deleted.id, "x".repeat(1_000), "../../etc", "\u{0}", "\ud800"];
    for (const args of [...junk, ...rooms.map((room_id) => [{ room_id, text_message: "x" }])]) {
      for (const [event, error] of [["join_room", NOT_JOINED], ["send_message", NOT_SENT]]) {
        client.errors = [];
        const answer = await client.ask(event, ...args);
        assert.deepEqual([answer.ok, answer.error, typeof answer.code], [false, error, "string"], JSON.stringify(args));
        assert.deepEqual(client.errors, [[error]], JSON.stringify(args));
      }
    }
    await client.join(open);
    for (const text_message of [undefined, null, 7, {}, ["x"], "", " \n"]) {
      const { ok, error } = await client.ask("send_message", { room_id: open.id, text_message });
      assert.deepEqual([ok, error], [false, NOT_SENT], JSON.stringify(text_message));
    }
    assert.deepEqual((await client.ask("no_such_event", {})).code, "unknown_event");
    assert.deepEqual(client.messages, []);
    assert.equal((await made("GET", `/room/${open.id}`)).messages.length, 0);
    const { users } = await made("GET", `/room/${room.id}`);
    assert.deepEqual(users.map(({ user }) => user.id), [bob.id]);
    // What is larger than any event costs the connection, and nothing more.
    client.emit("send_message", { room_id: open.id, text_message: "x".repeat(1_100_000) });
    await until("the connection is lost", () => client.lost.length > 0);
    assert.equal((await made("GET", `/room/${open.id}`)).messages.length, 0);
  },

  async whoAsksForAnAcknowledgementGetsOne(onEnd) {
    const ann = await newUser();
    const room = await newRoom("lobby");
    const client = await PanelClient.of(ann, here);
    onEnd(() => client.close());
    assert.deepEqual(await client.ask("join_room", JSON.stringify({ room_id: room.id })), { ok: true, room_id: room.id });
    const answer = await client.ask("send_message", { room_id: room.id, text_message: "hello" });
    assert.deepEqual(Object.keys(answer), ["ok", "message"]);
    assert.deepEqual(answer.message, await client.hears("hello"));
  },

  async aDeletedRoomFallsSilent(onEnd) {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const client = await (await PanelClient.of(ann, there)).join(room);
    onEnd(() => client.close());
    await backend("DELETE", `/room/${room.id}`);
    assertThrown(await say(ann, room, { textMessage: "x" }), 403, NOT_YOURS);
    assert.equal((await client.ask("send_message", { room_id: room.id, text_message: "x" })).code, "unknown_room");
    assert.equal((await client.ask("join_room", { room_id: room.id })).code, "unknown_room");
    assert.deepEqual(client.messages, []);
  },

  async pagesOfAllowedOriginsMayAsk() {
    const origin = text("ALLOWED");
    const wanted = { "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "clientkey,content-type" };
    const preflight = await call("OPTIONS", "/user", { headers: { Origin: origin, ...wanted } });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("Access-Control-Allow-Origin"), origin);
    assert.equal(preflight.headers.get("Access-Control-Allow-Headers"), "clientkey,content-type");
    assert.match(preflight.headers.get("Access-Control-Allow-Methods"), /PATCH/);
    for (const [path, key] of [["/user?page=1&perPage=1", secret()], ["/user", "guessed"], ["/room/x/y", ""], ["/healthCheck", ""]]) {
      const allowed = await call("GET", path, { key, headers: { Origin: origin } });
      assert.equal(allowed.headers.get("Access-Control-Allow-Origin"), origin, path);
      const foreign = await call("GET", path, { key, headers: { Origin: "https://elsewhere.example" } });
      assert.equal(foreign.headers.get("Access-Control-Allow-Origin"), null, path);
    }
    const foreign = await call("OPTIONS", "/user", { headers: { Origin: "https://elsewhere.example", ...wanted } });
    assert.equal(foreign.status, 204);
    for (const name of ["Origin", "Headers", "Methods"]) {
      assert.equal(foreign.headers.get(`Access-Control-Allow-${name}`), null);
    }
  },
};

await scenario(text("CHECK"), (onEnd) => checks[text("CHECK")](onEnd));
