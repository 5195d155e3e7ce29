// What clients and backends of chat-panel have always seen, one check at a time: CHECK names it. Sockets are on the first
// nodes, HTTP goes to the last one.
import assert from "node:assert/strict";
import {
  assertForbidden,
  assertHandled,
  assertInvalid,
  assertThrown,
  backend,
  call,
  claimsOf,
  DATE,
  keyOf,
  made,
  newRoom,
  newUser,
  NOT_SENT,
  PanelClient,
  say,
  secret,
  UUID,
} from "./lib/panel.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const USER = ["id", "nickname", "created_at", "updated_at", "deleted_at"];
const ROOM = ["id", "name", "created_at", "updated_at", "deleted_at"];
const USER_ROOM = ["user_id", "room_id", "unread_message_count", "last_checked_at", "created_at", "deleted_at"];
const MESSAGE = ["id", "room_id", "user_id", "created_at", "deleted_at"];
const NOBODY = "00000000-0000-4000-8000-000000000000";
const [here, there] = [urls()[0], urls()[1 % urls().length]];

const checks = {
  async healthCheckIsForEverybody() {
    const { status, text } = await call("GET", "/healthCheck");
    assert.deepEqual([status, text], [200, "Chat Panel is healthy"]);
  },

  async nothingIsDoneWithoutCredentials() {
    for (const more of [{}, { key: "guessed" }, { key: "" }, { key: `${secret()}x` }, { token: "guessed" }]) {
      assertForbidden(await call("POST", "/user", { ...more, body: { nickname: "ann" } }), JSON.stringify(more));
    }
  },

  async aUserIsCreated() {
    const { status, json } = await backend("POST", "/user", { nickname: "ann" });
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(json), ["message", "statusCode", "content"]);
    assert.deepEqual([json.message, json.statusCode], [["Successfully created user."], 201]);
    assert.deepEqual(Object.keys(json.content), USER);
    assert.match(json.content.id, UUID);
    assert.equal(json.content.nickname, "ann");
    assert.match(json.content.created_at, DATE);
    assert.match(json.content.updated_at, DATE);
    assert.equal(json.content.deleted_at, null);
  },

  async tokensAreMadeByBothRoutes() {
    const user = await newUser();
    const answers = [
      await backend("POST", "/auth/init", { user_id: user.id }),
      await backend("POST", `/auth/${user.id}`),
      await backend("POST", `/auth/${user.id}`, {}),
    ];
    for (const { status, json } of answers) {
      assert.equal(status, 201);
      assert.deepEqual([json.message, json.statusCode], [["Successfully authenticated!"], 200]);
      const claims = claimsOf(json.content.token);
      assert.deepEqual(Object.keys(claims), [...USER, "iat", "exp"]);
      const { iat, exp, ...row } = claims;
      assert.deepEqual(row, user);
      assert.equal(exp - iat, 7 * 24 * 3600);
    }
  },

  async noTokenIsMadeForWhoIsNotThere() {
    assertHandled(await backend("POST", "/auth/init", { user_id: NOBODY }), 201, 404, "User not found!");
    assertHandled(await backend("POST", "/auth/init", {}), 201, 404, "User not found!");
    assertHandled(await backend("POST", `/auth/${NOBODY}`), 201, 404, "User not found!");
    const user = await newUser();
    await made("DELETE", `/user/${user.id}`);
    assertHandled(await backend("POST", "/auth/init", { user_id: user.id }), 201, 404, "This user is supended!");
    assertHandled(await backend("POST", `/auth/${user.id}`), 201, 404, "This user is supended!");
  },

  async usersAreListedFoundAndChanged() {
    const first = await newUser("first");
    const second = await newUser("second");
    const { json } = await backend("GET", "/user?page=1&perPage=1");
    assert.deepEqual([json.message, json.statusCode], [["Successfully found all users."], 200]);
    assert.deepEqual(Object.keys(json.content), ["data", "currentPage", "totalPage"]);
    assert.equal(json.content.currentPage, "1");
    assert.equal(typeof json.content.totalPage, "number");
    assert.deepEqual(json.content.data, [second], "the newest first");
    const both = await made("GET", "/user?page=1&perPage=2");
    assert.deepEqual(both.data, [second, first]);
    assertInvalid(await backend("GET", "/user"), "page must be a string", "perPage must be a string");
    assertInvalid(await backend("GET", "/user?page=1"), "perPage must be a string");

    assert.deepEqual(await made("GET", `/user/${first.id}`), first);
    const changed = await made("PATCH", `/user/${first.id}`, { nickname: "renamed" });
    assert.deepEqual(changed, { ...first, nickname: "renamed", updated_at: changed.updated_at });
    assert.ok(changed.updated_at >= first.updated_at);
    const gone = await made("DELETE", `/user/${first.id}`);
    assert.deepEqual(Object.keys(gone), USER);
    assert.match(gone.deleted_at, DATE);
    for (const [method, body] of [["GET"], ["PATCH", { nickname: "x" }], ["DELETE"]]) {
      assertHandled(await backend(method, `/user/${NOBODY}`, body), 200, 404, "User not found");
    }
  },

  async aRoomIsCreatedWithItsUsers() {
    const ann = await newUser();
    const bob = await newUser("bob");
    const { status, json } = await backend("POST", "/room", { name: "lobby", users: [ann.id, bob.id] });
    assert.equal(status, 201);
    assert.deepEqual([json.message, json.statusCode], [["Room successfully crated!"], 201]);
    assert.deepEqual(Object.keys(json.content), [...ROOM, "users"]);
    assert.match(json.content.id, UUID);
    const [membership] = json.content.users;
    assert.deepEqual(Object.keys(membership), USER_ROOM);
    assert.deepEqual(
      json.content.users.map(({ user_id, room_id, unread_message_count }) => [user_id, room_id, unread_message_count]),
      [ann, bob].map(({ id }) => [id, json.content.id, 0]),
    );
    assert.match(membership.last_checked_at, DATE);
    assert.equal((await newRoom("without users")).users.length, 0);
    const failed = "Failed to create room! Please confirm that you use valid user ids";
    assertHandled(await backend("POST", "/room", { name: "x", users: [ann.id, NOBODY] }), 201, 400, failed);
    await made("DELETE", `/user/${bob.id}`);
    assertHandled(await backend("POST", "/room", { name: "x", users: [bob.id] }), 201, 400, failed);
    assertInvalid(await backend("POST", "/room", { users: [] }), "name must be a string");
  },

  async roomsAreListedFoundAndChanged() {
    const ann = await newUser();
    const room = await newRoom("old", ann);
    for (const content of ["one", "two", "three"]) await say(ann, room, { textMessage: content });
    const user = { id: ann.id, nickname: "ann" };
    const { users, ...row } = room;
    const withUsers = { ...row, users: [{ user, created_at: users[0].created_at }] };

    const list = await made("GET", "/room?page=1&perPage=1");
    assert.deepEqual(list.data, [withUsers]);
    assert.deepEqual([list.currentPage, typeof list.totalPage], ["1", "number"]);

    const found = await made("GET", `/room/${room.id}?messageCount=2`);
    assert.deepEqual(Object.keys(found), [...ROOM, "users", "messages"]);
    assert.deepEqual(Object.keys(found.messages[0]), ["id", "user", "text_message"]);
    assert.deepEqual(found.messages.map(({ text_message }) => text_message.content), ["three", "two"]);
    assert.deepEqual(found.messages[0].user, user);
    assert.equal((await made("GET", `/room/${room.id}`)).messages.length, 3);

    const { json } = await backend("PATCH", `/room/${room.id}`, { name: "new" });
    assert.deepEqual([json.message, json.statusCode], [["Successfully updated the room!"], 200]);
    assert.deepEqual(json.content, { ...withUsers, name: "new", updated_at: json.content.updated_at });
    for (const [method, body] of [["GET"], ["PATCH", { name: "x" }], ["DELETE"]]) {
      assertHandled(await backend(method, `/room/${NOBODY}`, body), 200, 404, "Room not found!");
    }
  },

  async joiningNeedsAUser() {
    const ann = await newUser();
    const room = await newRoom("lobby");
    const path = `/room/${room.id}/join`;
    const missing = "Invalid token or incomplete client key! Missing user info";
    assertThrown(await call("POST", path, { key: secret() }), 400, missing);
    assertThrown(await call("POST", path, { key: `${secret()}.` }), 400, missing);
    assertThrown(await call("POST", path, { key: `${secret()}.${NOBODY}` }), 400, missing);
    for (let times = 0; times < 2; times++) {
      const { status, json } = await call("POST", path, { key: keyOf(ann) });
      assert.equal(status, 201);
      assert.deepEqual([json.message, json.statusCode], [["Successfully join room"], 200]);
      assert.deepEqual(Object.keys(json.content), [...ROOM, "users", "messages"]);
      assert.deepEqual(json.content.users.map((user) => user.user_id), [ann.id], "once");
      assert.deepEqual(Object.keys(json.content.users[0]), USER_ROOM);
      assert.deepEqual(json.content.messages, []);
    }
    assertHandled(await call("POST", `/room/${NOBODY}/join`, { key: keyOf(ann) }), 201, 404, "Room not found!");
  },

  async socketsWithoutAGoodHeaderAreLetInAndPutOut(onEnd) {
    const user = await newUser();
    const { token } = await made("POST", "/auth/init", { user_id: user.id });
    const ways = [
      {},
      { auth: { token } },
      { query: { token } },
      { extraHeaders: { Authorization: "Bearer guessed" } },
      { extraHeaders: { Authorization: `Basic ${token}` } },
      { extraHeaders: { Authorization: `Bearer ${token}x` } },
    ];
    for (const way of ways) {
      for (const transport of ["websocket", "polling"]) {
        const client = new PanelClient(here, { transports: [transport], ...way });
        onEnd(() => client.close());
        await until(`${JSON.stringify(way)} is put out`, () => client.lost.length > 0);
        assert.deepEqual([client.connects, client.lost], [1, ["io server disconnect"]]);
      }
    }
  },

  async socketsJoinAndSendByTextsAndByObjects(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby");
    const sender = await PanelClient.of(ann, here);
    const receiver = await PanelClient.of(bob, there, { transports: ["polling"] });
    onEnd(() => [sender, receiver].forEach((each) => each.close()));
    // One after the other and without acknowledgements, as clients do.
    receiver.emit("join_room", JSON.stringify({ room_id: room.id }));
    receiver.emit("send_message", JSON.stringify({ room_id: room.id, text_message: "by a text" }));
    await receiver.hears("by a text");
    sender.emit("join_room", { room_id: room.id });
    sender.emit("send_message", { room_id: room.id, text_message: "by an object" });
    for (const each of [sender, receiver]) {
      const message = await each.hears("by an object");
      assert.deepEqual(Object.keys(message), [...MESSAGE, "text_message"]);
      assert.match(message.id, UUID);
      assert.match(message.created_at, DATE);
      assert.deepEqual(
        { ...message, id: 0, created_at: 0 },
        { id: 0, room_id: room.id, user_id: ann.id, created_at: 0, deleted_at: null, text_message: { content: "by an object" } },
      );
    }
    sender.emit("send_message", { room_id: room.id, text_message: "last" });
    await receiver.hears("last");
    assert.deepEqual(receiver.heard, ["by a text", "by an object", "last"], "each once and in order");
    assert.deepEqual([sender.errors, receiver.errors], [[], []]);
  },

  async whoHasNotJoinedHearsNothing(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", bob);
    const other = await newRoom("other", bob);
    const sender = await PanelClient.of(ann, here);
    const bystanders = [
      await PanelClient.of(bob, here),
      await PanelClient.of(bob, there),
      await (await PanelClient.of(bob, there)).join(other),
      await (await PanelClient.of(ann, there)).join(other),
    ];
    onEnd(() => [sender, ...bystanders].forEach((each) => each.close()));
    await sender.join(room);
    sender.emit("send_message", { room_id: room.id, text_message: "for the room" });
    await sender.hears("for the room");
    // What comes later has come behind it.
    for (const each of bystanders) await each.join(room);
    sender.emit("send_message", { room_id: room.id, text_message: "for all" });
    for (const each of bystanders) {
      await each.hears("for all");
      assert.deepEqual(each.heard, ["for all"]);
    }
  },

  async httpSendsToSocketsToo(onEnd) {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const client = await (await PanelClient.of(ann, there)).join(room);
    onEnd(() => client.close());
    const form = (field, content) => {
      const data = new FormData();
      data.set(field, content);
      return data;
    };
    const sent = [
      ["json", { body: { textMessage: "json" } }],
      ["JSON by another name", { body: { text_message: "JSON by another name" } }],
      ["multipart", { form: form("textMessage", "multipart") }],
      ["multipart by another name", { form: form("text_message", "multipart by another name") }],
      ["a form", { body: "textMessage=a+form", headers: { "Content-Type": "application/x-www-form-urlencoded" } }],
    ];
    for (const [content, more] of sent) {
      const path = `/room/${room.id}/message/send`;
      const { status, json, text } = await call("POST", path, { key: keyOf(ann), ...more });
      assert.equal(status, 201, text);
      assert.deepEqual([json.message, json.statusCode], [["Successfully sent message"], 200]);
      assert.deepEqual(Object.keys(json.content), [...MESSAGE, "text_message"]);
      assert.deepEqual(await client.hears(content), json.content);
    }
    for (const body of [{}, { textMessage: "" }, { textMessage: null }, { textMessage: "  " }]) {
      assertHandled(await say(ann, room, body), 201, 400, "Message is emtpy!");
    }
    assert.equal(client.messages.length, sent.length, "nothing is sent that is refused");
  },

  async anUnknownRoomIsAnErrorThatIsAText(onEnd) {
    const client = await PanelClient.of(await newUser(), here);
    onEnd(() => client.close());
    client.emit("send_message", { room_id: NOBODY, text_message: "hello" });
    await until("an error comes", () => client.errors.length > 0);
    assert.deepEqual(client.errors, [[NOT_SENT]]);
  },

  async historyIsReadInPages() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const sent = [];
    for (const content of ["one", "two", "three"]) sent.push((await say(ann, room, { textMessage: content })).json.content);
    const page = (query) => call("GET", `/room/${room.id}/message${query}`, { key: keyOf(ann) });
    const { status, json } = await page("?page=1&perPage=2");
    assert.equal(status, 200);
    assert.deepEqual([json.message, json.statusCode], [["Found all messages!"], 200]);
    assert.deepEqual(json.content, [sent[2], sent[1]], "the newest first, and no totals");
    assert.deepEqual((await page("?page=2&perPage=2")).json.content, [sent[0]]);
    assert.deepEqual((await page("?page=3&perPage=2")).json.content, []);
    assertInvalid(await page(""), "page must be a string", "perPage must be a string");
  },

  async aDeletedRoomComesWithoutEnvelope() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    await say(ann, room, { textMessage: "last words" });
    const { status, json } = await backend("DELETE", `/room/${room.id}`);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), [...ROOM, "users", "messages"]);
    assert.equal(json.id, room.id);
    assert.match(json.deleted_at, DATE);
    assert.deepEqual(json.users.map(({ user }) => user), [{ id: ann.id, nickname: "ann" }]);
    assert.deepEqual(json.messages.map((message) => Object.keys(message)), [MESSAGE]);
    assertHandled(await backend("GET", `/room/${room.id}`), 200, 404, "Room not found!");
    assertHandled(await backend("DELETE", `/room/${room.id}`), 200, 404, "Room not found!");
  },
};

await scenario(text("CHECK"), (onEnd) => checks[text("CHECK")](onEnd));
