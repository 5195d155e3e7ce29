// A node dies with members of a channel: the others are told that they are fewer, and the backend that has gone.
import { check, Member, TextReceiver, token, verified } from "./lib/channels.mjs";
import { closeAll } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";

const CHANNEL = "everybody";

await scenario("channels, a node dies", async (onEnd) => {
  const receiver = await new TextReceiver().listen();
  onEnd(() => receiver.close());
  const members = await Promise.all([...urls(), ...urls()].map((url) => Member.connect(url)));
  onEnd(() => closeAll(members));
  await Promise.all(
    members.map((member, i) => member.isIn(token(CHANNEL, { webhook_url: receiver.url(`/gone?u=${i}`) }))),
  );
  await Promise.all(members.map((member) => member.total(members.length)));
  console.log("kill");
  const dead = urls()[1];
  const left = members.filter(({ url }) => url !== dead);
  await check("the others are fewer", () => Promise.all(left.map((member) => member.total(left.length, 60))));
  await check("their backend is called", async () => {
    for (const [i, { url }] of members.entries()) {
      if (url === dead) verified((await receiver.called(`/gone?u=${i}`))[0].body);
    }
  });
  left.pop().close();
  await Promise.all(left.map((member) => member.total(left.length)));
});
