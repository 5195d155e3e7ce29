// A node is told to stop, and one starts in its place: the clients come back by themselves.
//
// Says "all are connected" when the node may be stopped, by whoever plays the scenario.
import assert from "node:assert/strict";
import { closeAll } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { list, urls } from "./lib/settings.mjs";
import { Stock, ways } from "./lib/stock.mjs";
import { until } from "./lib/until.mjs";

const [url] = urls();
const room = "public:phoenix";

await scenario("restart", async (onEnd) => {
  const kinds = list("GENERATIONS", "4.8.4").flatMap((generation) => ways.map((transports) => [generation, transports]));
  const clients = await Promise.all(kinds.map(([generation, transports]) => Stock.connect(generation, url, transports)));
  onEnd(() => closeAll(clients));
  for (const client of clients) client.listen("word");
  console.log("all are connected");

  await Promise.all(clients.map((client) => client.settled(2, 60)));
  for (const client of clients) {
    assert.match(client.lost.join(), /^transport (error|close)$/, `${client}: once, and for a reason to come back`);
    assert.equal((await client.ask("join", { room })).ok, true);
  }
  const answer = await clients[0].ask("publish", { room, event: "word", data: "here again" });
  assert.equal(answer.ok, true);
  for (const client of clients.slice(1)) assert.equal((await client.hears("word"))[0], "here again");
  return `${clients.length} clients`;
});
