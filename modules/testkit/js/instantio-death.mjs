// A client's node dies: the hook hears that the client is gone, with the room that it joined last, and only once.
import assert from "node:assert/strict";
import { Hook } from "./lib/hook.mjs";
import { emitted, here, member, STATE, there } from "./lib/instantio.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

await scenario("instantio when a node dies", async (onEnd) => {
  const hook = await new Hook().listen(number("HOOK_PORT"));
  onEnd(() => hook.close());
  const [kept, lost] = [await member(here, "stays"), await member(there, "goes")];
  onEnd(() => kept.close());
  await hook.gets(STATE, { event: "join", data: { room: "goes" } });
  console.log("kill");
  await until("the client is lost", () => lost.lost, 60);
  const gone = { event: "disconnect", data: { room: "goes" } };
  await hook.gets(STATE, gone);
  await emitted({ event: "chat", rooms: ["stays", "goes"], payload: "on" });
  await until("the others go on", () => kept.received("chat").length === 1);
  kept.socket.emit("message", { rooms: "stays", payload: "last" });
  await hook.gets(STATE, { event: "message", data: { from: "stays", to: "stays", payload: "last" } });
  assert.equal(hook.count(STATE, gone), 1);
});
