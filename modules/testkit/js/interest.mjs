// All members of a room are on one node, and the events for it are posted to another one.
import { assertNoneLost, closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { assertSequence } from "./lib/sequence.mjs";
import { number, text } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:only-here";
const emits = number("EMITS", 50);

await scenario("interest", async (onEnd) => {
  const members = await connectAll(number("CLIENTS", 10), [text("MEMBERS_AT")], { transports: ["websocket"] });
  onEnd(() => closeAll(members));
  const emitter = new Emitter(text("EMITS_AT"));
  onEnd(() => emitter.close());
  await Promise.all(members.map((member) => member.join(room)));

  for (let n = 0; n < emits; n++) await emitter.emit({ event: "news", rooms: [room], payload: n });
  await until("every member has all events", () => members.every((member) => member.events.length >= emits));
  members.forEach((member, i) => assertSequence(member.received("news"), emits, `member ${i}`));
  assertNoneLost(members);
});
