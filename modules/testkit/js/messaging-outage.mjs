// The store is away for a while: whoever needs it is told so, and nobody who is connected loses the connection. Who goes
// meanwhile is missed at once; the list without them comes when the store is back.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { answered, call, heard, Person, refusedAt } from "./lib/person.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const here = urls()[0];
const there = urls().at(-1);

await scenario("messaging without its store", async (onEnd) => {
  const ann = await Person.signUp(here);
  const bob = await Person.signUp(there);
  const [a1, b1] = [await ann.device(), await bob.device()];
  onEnd(() => closeAll([a1, b1]));
  const send = (content) => a1.ask("send_message", { receiverId: bob.id, content });
  const { message } = await send("before");

  console.log("kill");
  await until("the store is missed", async () => (await send("lost")).error === "Failed to send message", 60);
  const unavailable = "Authentication error: Temporarily unavailable, try again";
  const signIn = { body: { username: ann.user.username, password: ann.password } };
  const [refusal, ...answers] = await Promise.all([
    refusedAt(here, { auth: { token: ann.token } }),
    call(here, "POST", "/auth/sign-in", signIn),
    ann.call("GET", "/message"),
  ]);
  assert.equal(refusal, unavailable);
  assert.deepEqual(answers.map(({ status }) => status), [503, 503]);
  for (const [event, payload, error] of [
    ["mark_message_read", { messageId: message._id }, "Failed to mark message as read"],
    ["get_message_history", { otherUserId: bob.id }, "Failed to get message history"],
    ["get_unread_count", null, "Failed to get unread count"],
  ]) {
    assert.deepEqual(await answered(a1, [event, payload], "error"), { message: error });
  }
  const before = a1.events.length;
  b1.close();
  await heard(a1, "user_offline", ({ userId }) => userId === bob.id, before);

  console.log("start");
  await until("messages are stored again", async () => (await send("after")).success, 60);
  const list = await heard(a1, "online_users", () => true, before);
  assert.ok(!list.some(({ userId }) => userId === bob.id));
  const again = await bob.device(here);
  onEnd(() => again.close());
  const history = await answered(again, ["get_message_history", { otherUserId: ann.id, limit: 100 }], "message_history");
  const contents = history.messages.map(({ content }) => content);
  assert.equal(contents[0], "before");
  assert.equal(contents.at(-1), "after");
  assert.equal(a1.lost, null);
});
