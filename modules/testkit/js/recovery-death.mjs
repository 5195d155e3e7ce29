// A node dies without a word while events go through it, and while clients are cut off: they all go on elsewhere.
//
// Says "all are cut off and back" when the node may be killed, by whoever plays the scenario.
import assert from "node:assert/strict";
import { Flow } from "./lib/flow.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { Traveller } from "./lib/traveller.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const victim = number("VICTIM", 3) - 1;

await scenario("recovery from the death of a node", async (onEnd) => {
  const nodes = urls();
  const living = nodes.filter((_, i) => i !== victim);
  const all = Array.from({ length: number("CLIENTS", 12) }, (_, i) => new Traveller(nodes[i % nodes.length]));
  onEnd(() => all.forEach((each) => each.close()));
  await Promise.all(all.map((each) => each.connected()));
  for (const each of all) assert.equal((await each.ask("join", { room })).ok, true);
  const flows = nodes.map((url, i) => new Flow(`node ${i + 1}`, url, room));
  const dying = flows[victim];
  onEnd(() => Promise.all(flows.map((flow) => flow.stop())));

  const cutOff = async (each, i) => {
    const before = each.connects;
    each.heads(living[i % living.length]);
    each.cut();
    await each.connected(before + 1);
  };
  await until("events flow", () => flows.every((flow) => flow.accepted.length > 20));
  // Every second one is back at the node that is going to die.
  await Promise.all(all.map(cutOff));
  all.forEach((each, i) => each.heads(nodes[i % 2 === 0 ? victim : i % nodes.length]));
  await Promise.all(all.map((each) => (each.cut(), each.connected(3))));
  console.log("all are cut off and back");

  all.forEach((each, i) => each.heads(living[i % living.length]));
  await until("the node is gone", () => dying.broken);
  await Promise.all(all.filter((_, i) => i % 2 === 0).map((each) => each.connected(4)));
  const others = flows.filter((flow) => flow !== dying);
  const then = others.map((flow) => flow.accepted.length);
  await until("events flow on", () => others.every((flow, i) => flow.accepted.length > then[i] + 20));
  await Promise.all(all.map(cutOff));
  await Promise.all(flows.map((flow) => flow.stop()));
  const last = (flow) => flow.accepted.at(-1);
  await until("everything is heard", () =>
    all.every(({ news }) => flows.every((flow) => news.some((each) => each.from === flow.name && each.n === last(flow)))),
  );
  all.forEach((each, i) => {
    const who = `client ${i}`;
    assert.ok(each.recovered.slice(1).every(Boolean), `${who} was recovered each time: ${each.recovered}`);
    assert.equal(new Set(each.ids).size, 1, `${who} keeps its id`);
    for (const flow of flows) flow.assertHeard(each.news, who);
  });
  return `${flows.map((flow) => flow.accepted.length)} events, ${all.length} clients`;
});
