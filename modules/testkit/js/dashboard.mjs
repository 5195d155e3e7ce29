// Asks a Prometheus all that a dashboard asks. Arguments: the address of the one, the file of the other.
import { readFileSync } from "node:fs";
import { until } from "./lib/until.mjs";

/** Behind the first scrape there have to be some more before a rate is one. */
const SCRAPES_MS = 75_000;
const ASK_EVERY_MS = 2_500;

/** The management listener of a node of scripts/cluster from the one that all may ask. */
const PORTS_APART = 6_100;

const [prometheus, file] = process.argv.slice(2);

async function ask(path) {
  const answer = await fetch(`${prometheus}/api/v1/${path}`);
  return answer.json();
}

const query = (expression) => ask(`query?query=${encodeURIComponent(expression)}`);

async function scraped() {
  const { data } = await query("up == 1").catch(() => ({}));
  return data?.result.map(({ metric }) => metric.instance) ?? [];
}

await until("a node is scraped", async () => (await scraped()).length > 0, 60);
// Of what nobody has asked for there is nothing to tell.
for (let waited = 0; waited < SCRAPES_MS; waited += ASK_EVERY_MS) {
  for (const instance of await scraped()) await fetch(`http://127.0.0.1:${Number(instance.split(":")[1]) - PORTS_APART}/api/v1/rooms`);
  await new Promise((again) => setTimeout(again, ASK_EVERY_MS));
}
const nodes = await scraped();

const queries = JSON.parse(readFileSync(file)).panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
const faults = [];
for (const { title, expr } of queries) {
  const { status, data, error } = await query(expr.replaceAll("$__rate_interval", "1m").replaceAll("$instance", ".*"));
  if (status !== "success") faults.push(`${title}: ${error}`);
  else if (data.result.length === 0) faults.push(`${title}: no series of ${expr}`);
}
const { data } = await ask("rules");
const rules = data.groups.flatMap((group) => group.rules);
for (const { name, health, state, lastError } of rules) {
  if (health !== "ok") faults.push(`alert ${name}: ${lastError ?? health}`);
  else if (state !== "inactive") console.log(`alert ${name}: ${state}`);
}
for (const fault of faults) console.log(fault);
console.log(`${queries.length} queries and ${rules.length} alerts, ${nodes.length} nodes: ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
