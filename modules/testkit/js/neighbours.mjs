// 50 clients that behave well, beside one that floods, one that never reads and one that opens thousands of connections:
// they go on as before, and each of the others is told or cut as documented.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import readline from "node:readline";
import { assertNoneLost, closeAll, connectAll } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const CLIENTS = 50;
const PACE_MS = 100;
let floods;
const quietSeconds = number("QUIET_SECONDS", 3);

await scenario("neighbours", async (onEnd) => {
  const clients = await connectAll(CLIENTS, urls(), { transports: ["websocket"] });
  onEnd(() => closeAll(clients));
  await Promise.all(clients.map((client) => client.join("public:neighbours")));

  const quiet = await talking(clients, () => rest(quietSeconds * 1000));
  const flooded = await talking(clients, flood);
  const deafened = await talking(clients, () => deaf(onEnd));
  const crowded = await talking(clients, crowd);
  assertNoneLost(clients);
  return [
    `ms at the median and for 99 of 100 events: quiet ${quiet}`,
    `with floods ${flooded} (${floods.cut} cut after ${Math.round(floods.sent / floods.cut)} events each)`,
    `with a reader that stalls ${deafened}`,
    `with a crowd ${crowded}`,
  ].join("; ");
});

/** What the well-behaved wait for their answers while something else goes on. */
async function talking(clients, meanwhile) {
  const times = [];
  let over = false;
  const talks = clients.map(async (client, i) => {
    await rest((i * PACE_MS) / CLIENTS);
    while (!over) {
      const asked = performance.now();
      const answer = await client.ask("publish", { room: `public:pair-${i >> 1}`, event: "word", data: i });
      assert.equal(answer.error?.code, "not_joined");
      times.push(performance.now() - asked);
      await rest(PACE_MS);
    }
  });
  await meanwhile();
  over = true;
  await Promise.all(talks);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
  return `${at(0.5)} / ${at(0.99)} (${times.length} events)`;
}

async function flood() {
  const said = await nuisance("flood").end;
  const { cut, warned, refused, told } = said;
  assert.ok(cut > 0, `floods are cut: ${JSON.stringify(said)}`);
  assert.deepEqual([warned, told], [cut, cut], `each was warned before, and told: ${JSON.stringify(said)}`);
  assert.ok(refused > 0, `and refused by name: ${JSON.stringify(said)}`);
  floods = said;
}

/** As much as it takes to fill the room of somebody who does not read. */
async function deaf(onEnd) {
  const backend = new Emitter(urls()[0]);
  onEnd(() => backend.close());
  const { process: child, says, end } = nuisance("deaf");
  await until("somebody stalls", () => says.includes("deaf"));
  const payload = "x".repeat(50_000);
  const before = await slowOnes(backend);
  await until("the stalled one is cut", async () => {
    await backend.emit({ event: "busy", rooms: ["public:busy"], payload });
    return (await slowOnes(backend)) > before;
  });
  child.stdin.write("\n");
  assert.ok((await end).cut, "it notices when it reads again");
}

async function slowOnes(backend) {
  const counts = await Promise.all(
    urls().map(async (url) => {
      const node = new Emitter(url);
      const { text } = await node.request("GET", "/metrics", { "X-Api-Key": apiKey() });
      node.close();
      return [...text.matchAll(/^parley_slow_consumers_total\{[^}]*outcome="disconnected"[^}]*\} (\S+)$/gm)];
    }),
  );
  return counts.flat().reduce((sum, [, count]) => sum + Number(count), 0);
}

async function crowd() {
  const { statuses } = await nuisance("crowd").end;
  const allowed = number("CONNECTIONS_PER_ADDRESS");
  assert.ok(statuses[101] > 0 && statuses[101] <= allowed, JSON.stringify(statuses));
  assert.equal(statuses[101] + statuses[429], 5_000, `the others are refused by name: ${JSON.stringify(statuses)}`);
}

function nuisance(what) {
  const child = spawn(process.execPath, ["lib/nuisance.mjs"], {
    env: { ...process.env, NUISANCE: what },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const says = [];
  readline.createInterface({ input: child.stdout }).on("line", (line) => says.push(line));
  const end = new Promise((done, failed) =>
    child.once("exit", (code) => (code ? failed(new Error(`${what} failed`)) : done(JSON.parse(says.at(-1))))),
  );
  return { process: child, says, end };
}

function rest(ms) {
  return new Promise((rested) => setTimeout(rested, ms));
}
