// A node is told to stop while events go to its clients: all of them go on elsewhere.
//
// Says "all are at the node" when it may be told so, by whoever plays the scenario.
import assert from "node:assert/strict";
import { Flow } from "./lib/flow.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { Traveller } from "./lib/traveller.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const leaving = number("LEAVING", 2) - 1;

await scenario("recovery from a drain", async (onEnd) => {
  const nodes = urls();
  const staying = nodes.filter((_, i) => i !== leaving);
  const all = Array.from({ length: number("CLIENTS", 6) }, (_, i) =>
    new Traveller(nodes[leaving], i % 3 === 2 ? { transports: ["polling"] } : {}),
  );
  onEnd(() => all.forEach((each) => each.close()));
  await Promise.all(all.map((each) => each.connected()));
  for (const each of all) assert.equal((await each.ask("join", { room })).ok, true);
  const flow = new Flow("a node that stays", staying[0], room);
  onEnd(() => flow.stop());
  await until("events flow", () => flow.accepted.length > 20);
  all.forEach((each, i) => each.heads(staying[i % staying.length]));
  console.log("all are at the node");

  await Promise.all(all.map((each) => each.connected(2)));
  const then = flow.accepted.length;
  await until("events flow on", () => flow.accepted.length > then + 20);
  await flow.stop();
  await until("everything is heard", () => all.every(({ news }) => news.at(-1)?.n === flow.accepted.at(-1)));
  all.forEach((each, i) => {
    const who = `client ${i}`;
    assert.deepEqual(each.recovered.slice(1), [true], `${who} was recovered`);
    assert.equal(new Set(each.ids).size, 1, `${who} keeps its id`);
    flow.assertHeard(each.news, who);
  });
  return `${flow.accepted.length} events, ${all.length} clients`;
});
