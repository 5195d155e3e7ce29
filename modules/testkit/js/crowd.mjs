// Twenty clients talk to one another all the time, while somebody else does things to the nodes that they must not notice.
//
// Says "all are talking" when that may begin. Whoever plays the scenario asks by a line, and is answered by the same line
// when the talk has gone on since; when there is nothing more to ask it ends with the verdict.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { Bystanders } from "./lib/bystanders.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";

await scenario("crowd", async (onEnd) => {
  const bystanders = await Bystanders.at(urls(), number("CLIENTS", 20), number("PATIENCE", 15));
  onEnd(() => bystanders.close());
  await bystanders.goOn();
  console.log("all are talking");

  for await (const question of createInterface({ input: process.stdin })) {
    await bystanders.goOn();
    console.log(question);
  }

  const words = await bystanders.undisturbed();
  assertSecret(bystanders.clients);
  return `${words} words, the slowest took ${Math.round(bystanders.slowest)} ms`;
});

/** Whoever knows a session's id could take the session over. */
function assertSecret(clients) {
  const heard = JSON.stringify(clients.map((client) => client.events));
  for (const { socket } of clients) assert.ok(!heard.includes(socket.io.engine.id), "nobody hears of another's session");
}
