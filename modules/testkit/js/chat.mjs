// What users do in a chat, each on several devices at different nodes: what one does, all others of the room are told.
import assert from "node:assert/strict";
import { ChatBackend } from "./lib/chat-backend.mjs";
import { connect } from "./lib/client.mjs";
import { Receiver } from "./lib/receiver.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const url = (i) => urls()[i % urls().length];
const LONG = 250;
const PAGE = 40;

await scenario(`chat on ${urls().length} nodes`, async (onEnd) => {
  const receiver = new Receiver(text("WEBHOOK_SECRET"));
  await receiver.listen(number("RECEIVER_PORT"));
  onEnd(() => receiver.close());
  const backend = new ChatBackend(url(0));
  onEnd(() => backend.close());

  const users = ["ann", "bob", "cid"];
  const [ann, bob, cid] = await Promise.all(users.map((user, i) => backend.device(url(i), user)));
  const phone = await backend.device(url(1), "ann");
  const all = { ann, bob, cid, phone };

  await backend.room("lobby", ...users);
  await allOthersAreTold(all);
  await aRepeatedMessageIsTheFirstOne(all);
  await oneTalksToOne(all);
  await messagesChange(all, backend);
  await receiptsGoBothWays(all, backend);
  await unreadMessagesAreCounted(all, backend);
  await typingEnds(all);
  await historyIsReadInBothDirections(all, backend);
  await membersComeAndGo(all, backend);
  await whoIsAwayMissesNothing(all, backend);
  await theBackendSpeaks(all, backend);
  await othersAreSeenComingAndGoing(all, backend);
  await usersOfARoomAreSeenByThoseInIt(all, backend);
  await whoIsNobodyBecomesSomebody(all, backend, onEnd);
  await theBackendHearsOfEachMessageOnce(receiver);
});

async function allOthersAreTold({ ann, bob, cid, phone }) {
  const sent = [];
  for (let i = 0; i < 20; i++) sent.push(await ann.says({ room: "lobby", text: `word ${i}`, data: { i } }));
  assert.deepEqual(sent.map(({ seq }) => seq), sent.map((_, i) => i + 1));
  for (const device of [bob, cid, phone]) {
    await device.gets(sent.at(-1).id);
    assert.deepEqual(device.messagesIn("lobby"), sent.map(({ conversation, repeated, ...message }) => message), device.user);
  }
  const { id, sent: time, ...rest } = bob.messagesIn("lobby")[0];
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.ok(Math.abs(Date.now() - Date.parse(time)) < 60_000);
  assert.deepEqual(rest, { room: "lobby", seq: 1, user: "ann", text: "word 0", data: { i: 0 }, reactions: [] });
  assert.deepEqual(bob.received("message")[0].conversation, { id: "lobby", kind: "group" });
  assert.deepEqual(ann.messagesIn("lobby"), [], "not the socket that has sent them");
}

async function aRepeatedMessageIsTheFirstOne({ ann, bob, cid }) {
  const request = { room: "lobby", text: "once", clientId: "c-1" };
  const first = await ann.says(request);
  const again = await ann.says({ ...request, text: "once more" });
  assert.equal(first.repeated, undefined);
  assert.deepEqual(again, { ...first, repeated: true });
  const other = await bob.says(request);
  assert.notEqual(other.id, first.id, "the same id of another user is another message");
  await cid.gets(other.id);
  assert.equal(cid.messagesIn("lobby").filter(({ id }) => id === first.id).length, 1);
}

async function oneTalksToOne({ ann, bob, cid, phone }) {
  const first = await ann.says({ to: "bob", text: "hello bob" });
  const { kind, members } = first.conversation;
  assert.deepEqual([kind, members.map(({ user }) => user).sort()], ["direct", ["ann", "bob"]]);
  await bob.gets(first.id);
  await phone.gets(first.id);
  const back = await bob.says({ to: "ann", text: "hello ann" });
  assert.equal(back.room, first.room);
  await Promise.all([ann.gets(back.id), phone.gets(back.id)]);
  const byRoom = await ann.says({ room: first.room, text: "by its room" });
  assert.equal((await bob.gets(byRoom.id)).seq, 3);
  const alone = await ann.says({ to: "ann", text: "a note" });
  await phone.gets(alone.id);
  assert.equal(await cid.refused("history", { room: first.room }), "not_a_member");
  assert.equal(await cid.refused("message:send", { room: first.room, text: "me too" }), "not_a_member");
  assert.deepEqual(cid.messagesIn(first.room), []);
}

async function messagesChange({ ann, bob, cid, phone }, backend) {
  const { id } = await ann.says({ room: "lobby", text: "teh word", data: { draft: true } });
  assert.equal(await bob.refused("message:edit", { id, text: "mine" }), "not_the_author");
  assert.equal(await bob.refused("message:delete", { id }), "not_the_author");

  const edited = (await ann.does("message:edit", { id, text: "the word" })).message;
  assert.deepEqual([edited.text, edited.data, edited.seq > 0], ["the word", { draft: true }, true]);
  assert.ok(edited.edited >= edited.sent);
  const ofThis = ({ message }) => message.id === id;
  for (const device of [ann, bob, cid, phone]) {
    assert.deepEqual(await device.hears("message:edited", ofThis), { message: edited });
  }

  const { message } = await bob.does("message:react", { id, name: "👍" });
  assert.deepEqual(message.reactions, [{ name: "👍", users: ["bob"] }]);
  assert.deepEqual(await cid.hears("message:reacted", ofThis), { message, user: "bob", name: "👍", on: true });
  const back = await bob.does("message:react", { id, name: "👍", on: false });
  assert.deepEqual(back.message.reactions, []);
  await phone.hears("message:reacted", (event) => ofThis(event) && !event.on);

  await bob.does("message:react", { id, name: "🎉" });
  const gone = (await ann.does("message:delete", { id })).message;
  assert.deepEqual([gone.text, gone.data, gone.reactions, gone.seq], ["", {}, [], edited.seq]);
  assert.ok(gone.deleted);
  for (const device of [ann, bob, cid, phone]) {
    assert.deepEqual(await device.hears("message:deleted", ofThis), { message: gone });
  }
  await ann.does("message:delete", { id });
  assert.equal(await ann.refused("message:edit", { id, text: "again" }), "message_deleted");
  assert.equal(await bob.refused("message:react", { id, name: "👍" }), "message_deleted");
  assert.deepEqual(await backend.ask("GET", `/messages/${id}`), gone);
}

async function receiptsGoBothWays({ ann, bob, phone }, backend) {
  const first = await ann.says({ to: "bob", text: "do you read this?" });
  const second = await ann.says({ to: "bob", text: "and this?" });
  const { room } = first;
  const { seat } = await bob.does("message:delivered", { room, seq: first.seq });
  assert.deepEqual([seat.delivered, seat.read < first.seq], [first.seq, true]);
  const delivered = await ann.hears("receipt", (receipt) => receipt.delivered === first.seq);
  assert.deepEqual([delivered.room, delivered.user, delivered.read], [room, "bob", undefined]);

  await bob.does("message:read", { id: second.id });
  for (const device of [ann, phone, bob]) {
    const one = await device.hears("receipt", (receipt) => receipt.message === second.id);
    assert.deepEqual([one.room, one.user, one.seq], [room, "bob", second.seq]);
  }
  assert.equal(await ann.refused("message:read", { id: second.id }), "not_addressed");

  const back = await bob.says({ to: "ann", text: "I do" });
  await phone.does("message:read", { room, seq: back.seq });
  const read = await bob.hears("receipt", (receipt) => receipt.user === "ann" && receipt.read === back.seq);
  assert.ok(Math.abs(Date.now() - Date.parse(read.at)) < 60_000);
  await ann.hears("receipt", (receipt) => receipt.user === "ann" && receipt.read === back.seq);
  const again = await phone.does("message:read", { room, seq: 1 });
  assert.equal(again.seat.read, back.seq, "it never goes back");
  const far = await bob.does("message:read", { room, seq: 1_000_000 });
  assert.equal(far.seat.read, back.seq, "nor beyond the newest");
  const byBackend = await backend.ask("PUT", `/rooms/${room}/read/bob`, { seq: 1 });
  assert.deepEqual([byBackend.user, byBackend.read], ["bob", back.seq]);
}

async function unreadMessagesAreCounted({ ann, bob, cid }, backend) {
  await backend.room("counted", "ann", "bob", "cid");
  const sent = [];
  for (let i = 0; i < 12; i++) sent.push(await (i % 3 ? ann : cid).says({ room: "counted", text: `${i}` }));
  const here = async () => (await bob.does("unread")).rooms.counted?.count ?? 0;
  assert.equal(await here(), 12);
  assert.equal((await ann.does("unread")).rooms.counted.count, 4, "one's own do not count");
  const shuffled = [7, 2, 11, 0, 5, 9];
  for (const [done, i] of shuffled.entries()) {
    await bob.does("message:read", { id: sent[i].id });
    assert.equal(await here(), 12 - done - 1);
  }
  await bob.does("message:read", { id: sent[7].id });
  assert.equal(await here(), 6, "once is enough");
  await ann.does("message:delete", { id: sent[10].id });
  assert.equal(await here(), 5, "what is gone does not count");
  await bob.does("message:read", { room: "counted", seq: 8 });
  assert.equal(await here(), 1);
  const { conversations } = await bob.does("rooms", { limit: 1 });
  assert.deepEqual([conversations[0].room.id, conversations[0].unread], ["counted", { count: 1, more: false }]);
  assert.equal(conversations[0].last.id, sent[11].id);
  assert.equal(conversations[0].seat.read, 8);
  const { total, rooms } = await backend.ask("GET", "/users/bob/unread");
  assert.deepEqual(rooms.counted, { count: 1, more: false });
  assert.equal((await bob.does("unread")).total, total);
  await bob.does("message:read", { room: "counted", seq: 12 });
  assert.equal(await here(), 0);
}

async function typingEnds({ ann, bob, cid, phone }) {
  const started = performance.now();
  await ann.does("typing", { room: "lobby", on: true });
  const on = ({ room, user, on }) => room === "lobby" && user === "ann" && on;
  const off = ({ room, user, on }) => room === "lobby" && user === "ann" && !on;
  for (const device of [bob, cid]) assert.deepEqual(await device.hears("typing", on), { room: "lobby", user: "ann", on: true });
  await bob.hears("typing", off);
  const took = performance.now() - started;
  assert.ok(took > 1_800 && took < 10_000, `typing ended by itself after ${took} ms`);
  await ann.does("typing", { to: "bob", on: true });
  await ann.does("typing", { to: "bob", on: false });
  await bob.hears("typing", ({ to, user, on }) => to === "bob" && user === "ann" && !on);
  assert.equal(await ann.refused("typing", { room: "nowhere", on: true }), "unknown_room");
  for (const device of [ann, phone]) assert.deepEqual(device.received("typing"), [], "not one's own devices");
  assert.ok(cid.received("typing").every(({ to }) => to === undefined));
}

async function historyIsReadInBothDirections({ ann, bob }, backend) {
  await backend.room("long", "ann", "bob");
  const sent = [];
  for (let i = 1; i <= LONG; i += 10) {
    const ten = Array.from({ length: 10 }, (_, n) => ann.says({ room: "long", text: `${i + n}` }));
    sent.push(...(await Promise.all(ten)));
  }
  assert.deepEqual(sent.map(({ text }) => Number(text)), sent.map(({ seq }) => seq), "in the order of sending");
  const part = (request) => bob.does("history", { room: "long", limit: PAGE, ...request });
  const seqs = ({ messages }) => messages.map(({ seq }) => seq);
  const all = Array.from({ length: LONG }, (_, i) => i + 1);

  const up = [];
  for (let after = 0, more = true; more; after = up.at(-1)) {
    const page = await part({ after });
    up.push(...seqs(page));
    more = page.moreAfter;
    assert.equal(page.moreBefore, up.length > page.messages.length);
  }
  assert.deepEqual(up, all);
  const down = [];
  for (let before = undefined, more = true; more; before = down[0]) {
    const page = await part(before && { before });
    down.unshift(...seqs(page));
    more = page.moreBefore;
  }
  assert.deepEqual(down, all);
  const middle = await part({ around: 125, limit: 21 });
  assert.ok(seqs(middle).includes(125) && middle.moreBefore && middle.moreAfter);
  assert.ok(Math.abs(seqs(middle)[0] + seqs(middle).at(-1) - 250) <= 1, "as many on either side");
  assert.deepEqual(seqs(await part({ before: 1 })), []);
  assert.deepEqual(seqs(await part({ after: LONG })), []);
  assert.equal((await part({ limit: 1_000_000_000 })).messages.length, 200, "no more than chat.max-page");
  const overHttp = await backend.ask("GET", `/rooms/long/messages?before=51&limit=50`);
  assert.deepEqual(overHttp, { messages: (await part({ before: 51, limit: 50 })).messages, moreBefore: false, moreAfter: true });
}

async function membersComeAndGo({ ann, bob, cid }, backend) {
  await backend.room("club", "ann");
  assert.equal(await bob.refused("message:send", { room: "club", text: "hi" }), "not_a_member");
  for (let round = 0; round < 3; round++) {
    await backend.ask("PUT", "/rooms/club/members/bob");
    const { id } = await ann.says({ room: "club", text: `round ${round}` });
    await bob.gets(id);
    await backend.ask("DELETE", "/rooms/club/members/bob", undefined, 204);
    const unheard = await ann.says({ room: "club", text: "without bob" });
    const last = await ann.says({ to: "bob", text: "the club is closed" });
    await bob.gets(last.id);
    assert.ok(!bob.messagesIn("club").some((message) => message.id === unheard.id), "who is out hears no more");
  }
  for (const device of [ann, bob]) {
    for (const event of ["member:joined", "member:left"]) {
      const told = device.received(event).filter(({ room, user }) => room === "club" && user === "bob");
      assert.equal(told.length, 3, `${device.user} hears ${event}`);
    }
  }
  assert.deepEqual(bob.received("member:joined").at(-1), { room: "club", user: "bob", conversation: { id: "club", kind: "group" } });
  assert.equal(await bob.refused("history", { room: "club" }), "not_a_member");
  assert.equal(await bob.refused("message:read", { room: "club", seq: 1 }), "not_a_member");
  assert.equal(await bob.refused("typing", { room: "club", on: true }), "not_a_member");
  assert.deepEqual(cid.received("member:joined"), []);
  await backend.ask("DELETE", "/rooms/club", undefined, 204);
  assert.deepEqual(await ann.hears("room:deleted"), { room: "club" });
  assert.equal(await ann.refused("message:send", { room: "club", text: "hi" }), "unknown_room");
}

async function whoIsAwayMissesNothing({ ann }, backend) {
  await backend.room("later", "ann", "dan");
  const sent = [];
  for (let i = 0; i < 5; i++) sent.push((await ann.says({ room: "later", text: `${i}` })).id);
  const direct = await ann.says({ to: "dan", text: "call me" });
  const dan = await backend.device(url(2), "dan");
  const { total, rooms } = await dan.does("unread");
  assert.deepEqual([total, rooms.later.count, rooms[direct.room].count], [6, 5, 1]);
  const { conversations, next } = await dan.does("rooms");
  assert.deepEqual([conversations.map(({ room }) => room.id), next], [[direct.room, "later"], undefined]);
  const { messages } = await dan.does("history", { room: "later", after: 0 });
  assert.deepEqual(messages.map(({ id }) => id), sent);
  const next1 = await ann.says({ room: "later", text: "welcome" });
  await dan.gets(next1.id);
}

async function theBackendSpeaks({ ann, bob }, backend) {
  const body = { room: "lobby", user: "news", text: "from outside", clientId: "n-1" };
  const { message } = await backend.ask("POST", "/messages", body);
  assert.deepEqual([message.user, message.room], ["news", "lobby"]);
  assert.deepEqual(await ann.gets(message.id), message);
  const again = await backend.ask("POST", "/messages", body, 200);
  assert.deepEqual([again.message.id, again.repeated], [message.id, true]);
  const edited = await backend.ask("PATCH", `/messages/${message.id}`, { text: "corrected" });
  assert.equal((await bob.hears("message:edited", (event) => event.message.id === message.id)).message.text, "corrected");
  assert.equal(edited.text, "corrected");
  await backend.ask("PUT", `/messages/${message.id}/reactions/${encodeURIComponent("👍")}/bob`);
  await ann.hears("message:reacted", (event) => event.message.id === message.id);
  await backend.ask("DELETE", `/messages/${message.id}`, undefined, 204);
  await ann.hears("message:deleted", (event) => event.message.id === message.id);
  const direct = await backend.ask("POST", "/messages", { to: "bob", user: "ann", text: "in her name" });
  await Promise.all([ann.gets(direct.message.id), bob.gets(direct.message.id)]);
}

async function othersAreSeenComingAndGoing({ ann, bob }, backend) {
  await backend.ask("PUT", "/users/eve", { name: "Eve" });
  const { online, lastSeen } = await ann.does("presence:watch", { users: ["bob", "eve", "nobody"] });
  assert.deepEqual([online, lastSeen], [{ bob: true, eve: false, nobody: false }, {}]);
  const first = await backend.device(url(1), "eve");
  await ann.hears("presence", ({ user, online }) => user === "eve" && online);
  const second = await backend.device(url(2), "eve");
  assert.equal((await backend.ask("GET", "/users/eve/presence")).online, true);
  first.close();
  assert.equal((await ann.does("presence", { users: ["eve"] })).online.eve, true);
  second.close();
  const gone = await ann.hears("presence", ({ user, online }) => user === "eve" && !online);
  assert.ok(Math.abs(Date.now() - Date.parse(gone.lastSeen)) < 60_000);
  assert.deepEqual(ann.received("presence").map(({ user, online }) => [user, online]), [["eve", true], ["eve", false]]);
  await until(
    "the store knows when eve was last seen",
    async () => (await bob.does("presence", { users: ["eve"] })).lastSeen.eve,
    30,
  );
  await ann.does("presence:watch", { users: [] });
  await backend.device(url(0), "eve");
  await ann.does("presence:watch", { users: ["bob"] });
  assert.equal(ann.received("presence").length, 2, "who is not watched is not told of");
}

async function usersOfARoomAreSeenByThoseInIt({ ann }, backend) {
  const room = "public:stage";
  const [first, second, cut] = await Promise.all([0, 1, 2].map((i) => backend.device(url(i), i === 2 ? "hal" : "gus")));
  assert.equal(await ann.refused("presence:watch", { room }), "not_joined", "only who is in a room is told of it");
  await Promise.all([ann, first].map((device) => device.does("join", { room })));
  const { users, complete } = await ann.does("presence:watch", { room });
  assert.deepEqual([users, complete], [["ann", "gus"], true]);
  await second.does("join", { room });
  await cut.does("join", { room });
  await ann.hears("presence", (event) => event.room === room && event.user === "hal" && event.online);
  await first.does("leave", { room });
  await cut.does("leave", { room });
  await ann.hears("presence", (event) => event.room === room && event.user === "hal" && !event.online);
  second.close();
  await ann.hears("presence", (event) => event.room === room && event.user === "gus" && !event.online);
  const told = ann.received("presence").filter((event) => event.room);
  assert.deepEqual(told.map(({ user, online }) => [user, online]), [["hal", true], ["hal", false], ["gus", false]]);
  await ann.does("presence:watch", { room, on: false });
  await first.does("join", { room });
  assert.deepEqual((await first.does("presence:watch", { room })).users, ["ann", "gus"]);
  await ann.does("leave", { room });
  assert.equal(ann.received("presence").filter((event) => event.room).length, told.length, "it has ended");

  // The nodes tell of three at most.
  const crowd = await Promise.all(["ida", "jon", "kim"].map((user, i) => backend.device(url(i), user)));
  await Promise.all(crowd.map((device) => device.does("join", { room })));
  const ended = await first.hears("presence:ended", (event) => event.room === room);
  assert.equal(ended.code, "room_too_large");
  assert.equal(await first.refused("presence:watch", { room }), "room_too_large");
  crowd.forEach((device) => device.close());
}

async function whoIsNobodyBecomesSomebody({ ann }, backend, onEnd) {
  const client = await connect(url(0), { transports: ["websocket"] });
  onEnd(() => client.close());
  for (const event of ["message:send", "history", "rooms", "unread", "typing", "presence", "presence:watch"]) {
    assert.equal((await client.ask(event, {})).error.code, "user_required");
  }
  await client.ask("token:refresh", { token: await backend.token("fay") });
  assert.equal((await client.ask("unread")).total, 0);
  const { id } = await ann.says({ to: "fay", text: "there you are" });
  await until("fay hears", () => client.received("message").some(({ message }) => message.id === id));
}

async function theBackendHearsOfEachMessageOnce(receiver) {
  const told = () => [...receiver.deliveries.values()].filter(({ type }) => type === "chat.message");
  await until(() => `the last message is told, not only ${told().length}`, () => told().some(({ data }) => data.text === "there you are"), 60);
  const ids = told().map(({ data }) => data.id);
  assert.equal(new Set(ids).size, ids.length, "each message once");
  const long = told().filter(({ data }) => data.room === "long");
  assert.deepEqual(long.map(({ data }) => data.seq).sort((a, b) => a - b), Array.from({ length: LONG }, (_, i) => i + 1));
  assert.equal(told().filter(({ data }) => data.text === "once").length, 2);
  assert.ok(!told().some(({ data }) => data.text === "once more"));
  assert.deepEqual(receiver.refused, []);
}
