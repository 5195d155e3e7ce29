// A node is told to stop: its clients lose the connection in the way after which stock clients come back by themselves.
//
// Says "all are connected" when the node may be stopped, by whoever plays the scenario.
import assert from "node:assert/strict";
import { closeAll, connect } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [url] = urls();

await scenario("farewell", async (onEnd) => {
  const transports = [["websocket"], ["polling"], ["polling", "websocket"]];
  const clients = await Promise.all(transports.map((some) => connect(url, { transports: some })));
  onEnd(() => closeAll(clients));
  await until("the last one has upgraded", () => clients.at(-1).upgrades > 0);
  console.log("all are connected");

  await until("all have lost the connection", () => clients.every((client) => client.lost));
  // "io server disconnect" would keep them away until somebody reconnects them.
  for (const client of clients) assert.match(client.lost, /^transport (close|error)$/);
});
