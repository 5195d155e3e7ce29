// Asks a Prometheus all that a dashboard asks. Arguments: the address of the one, the file of the other.
import { readFileSync } from "node:fs";
import { until } from "./lib/until.mjs";

/** Behind the first scrape there have to be some more before a rate is one. */
const SCRAPES_MS = 75_000;

const [prometheus, file] = process.argv.slice(2);

async function ask(path) {
  const answer = await fetch(`${prometheus}/api/v1/${path}`);
  return answer.json();
}

const query = (expression) => ask(`query?query=${encodeURIComponent(expression)}`);

const nodes = await until("a node is scraped", async () => {
  const { data } = await query("up == 1").catch(() => ({}));
  return data?.result.length;
}, 60);
await new Promise((scraped) => setTimeout(scraped, SCRAPES_MS));

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
console.log(`${queries.length} queries and ${rules.length} alerts, ${nodes} nodes: ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
