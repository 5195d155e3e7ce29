// A socket of Socket Chat Server's contract goes, and the backend that its last token names is called, as it always was.
import assert from "node:assert/strict";
import { check, Member, now, TextReceiver, token, verified } from "./lib/channels.mjs";
import { closeAll } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";

const here = urls()[0];
const there = urls().at(-1);

await scenario("channels, webhooks", async (onEnd) => {
  const receiver = await new TextReceiver().listen();
  const clients = [];
  onEnd(() => closeAll(clients));
  onEnd(() => receiver.close());
  const joined = async (url, ...data) => {
    const member = await Member.connect(url);
    clients.push(member);
    return member.isIn(...data.map((each, i) => token(`channel-${i}`, each)));
  };
  const to = (path) => ({ webhook_url: receiver.url(path) });

  await check("8: its webhook_url is called", async () => {
    const path = `/gone?u=${encodeURIComponent("phòng")}`;
    const member = await joined(there, to(path));
    assert.deepEqual(receiver.to(path), [], "not before it goes");
    member.close();
    const [call] = await receiver.called(path);
    assert.equal(call.method, "POST");
    assert.equal(call.headers["content-type"], "text/plain;charset=UTF-8");
    assert.equal(call.headers.accept, "*/*");
    const { data, timestamp } = verified(call.body);
    assert.deepEqual(data, { event: "disconnect" });
    assert.ok(Math.abs(timestamp - now() - 60) < 30, `${timestamp - now()} s ahead`);
  });

  await check("9: of several only the last one; 10: without one, or with an empty one, nobody", async () => {
    const going = [
      await joined(here, to("/first"), to("/second")),
      await joined(there, to("/taken-back"), {}),
      await joined(here, to("/emptied"), { webhook_url: "" }),
      await joined(there, { user_id: 1 }),
      await joined(there, { webhook_url: 7 }),
      await joined(here, { webhook_url: "http://[" }),
    ];
    closeAll(going);
    await receiver.called("/second");
    // What had been told before would have come by now.
    const fence = await joined(here, to("/fence"));
    fence.close();
    await receiver.called("/fence");
    const called = receiver.calls.map(({ url }) => url.split("?")[0]).sort();
    assert.deepEqual(called, ["/fence", "/gone", "/second"]);
  });
});
