// Users with one device or several, on three nodes that die, freeze, thaw, stop and start: before long after each of it every
// node knows who is online, with how many devices, and has told those who watch.
//
// Freezes and kills nodes itself; asks whoever plays it for the rest: says "1: stop 2" or "2: start 2" and is
// answered "done", with the new process.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { BackendApi } from "./lib/backend-api.mjs";
import { Mover } from "./lib/mover.mjs";
import { scenario } from "./lib/scenario.mjs";
import { list, number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const WITHIN_S = number("WITHIN_S", 10);
const USERS = number("USERS", 24);
const FROZEN_S = number("FROZEN_S", 8);
const ROUNDS = number("ROUNDS", 1);

const rest = (seconds) => new Promise((rested) => setTimeout(rested, seconds * 1_000));
const pids = list("PIDS").map(Number);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const living = new Set(urls().map((_, i) => i));
const users = Array.from({ length: USERS }, (_, i) => `user-${String(i).padStart(3, "0")}`);
const took = new Map();
let asked = 0;

/** A client at each node, which is told who comes and goes. It does not move, but comes back with its node. */
const watchers = [];
const devices = [];

await scenario("presence", async (onEnd) => {
  const backends = urls().map((url) => new BackendApi(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  onEnd(() => [...devices, ...watchers].forEach((device) => device.close()));
  const token = async (user) => (await backends[0].ask("POST", "/tokens", { user }, 201)).token;

  for (const [i, url] of urls().entries()) {
    const watcher = new Mover([url], "watcher", await token("watcher"), () => true);
    watcher.at = i;
    watchers.push(watcher);
  }
  for (const [i, user] of users.entries()) {
    const hers = await token(user);
    const first = i + Math.floor(i / 3);
    for (let n = 0; n <= i % 3; n++) devices.push(new Mover(urls(), user, hers, (at) => living.has(at), (first + n) % 3));
  }
  await until("all are there", () => [...devices, ...watchers].every((device) => device.connected));
  await Promise.all(watchers.map((watcher) => watcher.watches(users)));
  await converge("start", backends);

  for (let round = 0; round < ROUNDS; round++) {
    const [first, second, third] = [0, 1, 2].map((n) => (n + round) % 3);
    await dies(third, backends);
    await freezes(first, backends);
    await restarts(second, backends);
  }
  return [...took].map(([what, ms]) => `${what} ${ms.join("/")}`).join(", ");
});

async function dies(node, backends) {
  const leavers = goFrom(node);
  living.delete(node);
  process.kill(pids[node], "SIGKILL");
  await converge("kill -9", backends, leavers);
  await starts(node, backends);
}

async function freezes(node, backends) {
  const before = flaps();
  living.delete(node);
  process.kill(pids[node], "SIGSTOP");
  const leavers = goFrom(node);
  const started = performance.now();
  await converge("SIGSTOP", backends, leavers);
  await rest(Math.max(0, FROZEN_S - (performance.now() - started) / 1_000));
  living.add(node);
  process.kill(pids[node], "SIGCONT");
  await converge("SIGCONT", backends);
  console.log(`${flaps() - before} times somebody was offline in between`);
}

async function restarts(node, backends) {
  living.delete(node);
  const stopped = ask("stop", node);
  await converge("SIGTERM", backends);
  await stopped;
  await starts(node, backends);
}

async function starts(node, backends) {
  pids[node] = await ask("start", node);
  living.add(node);
  await converge("start", backends);
}

async function ask(what, node) {
  console.log(`${++asked}: ${what} ${node + 1}`);
  const { value } = await answers.next();
  return Number(value.split(" ")[1]);
}

/** Users whose devices are all at a node leave for good with it: nobody says good-bye for them. One in two does. */
function goFrom(node) {
  const there = users.filter((user) => {
    const hers = devices.filter((device) => device.user === user && !device.gone);
    return hers.length > 0 && hers.every((device) => device.at === node);
  });
  const leavers = there.filter((_, i) => i % 2 === 0);
  for (const device of devices) if (leavers.includes(device.user)) device.goes();
  return leavers;
}

function truth() {
  const counts = new Map();
  for (const device of devices) {
    if (device.connected) counts.set(device.user, (counts.get(device.user) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([user, sockets]) => ({ user, sockets }));
}

function flaps() {
  return watchers.reduce((sum, watcher) => sum + watcher.events.filter(({ online }) => !online).length, 0);
}

/** Done when all who stay are connected and each living node knows how it is. */
async function converge(what, backends, leavers = []) {
  const started = performance.now();
  let seen = "";
  await until(
    () => `${what}: ${seen}`,
    async () => {
      if (!devices.every((device) => device.gone || device.connected)) {
        const missing = devices.filter((device) => !device.gone && !device.connected);
        seen = `not all are back: ${missing.map(({ user, at }) => `${user} at ${at}`)}`;
        return false;
      }
      if (![...living].every((node) => watchers[node].watching)) return false;
      const due = truth();
      for (const node of living) {
        const page = await backends[node].get("/users?prefix=user-&limit=200");
        if (!page.complete || JSON.stringify(page.users) !== JSON.stringify(due)) {
          seen = `node ${node + 1} tells ${JSON.stringify(page)}, true is ${JSON.stringify(due)}`;
          return false;
        }
        const { online } = await watchers[node].does("presence", { users });
        const wrong = users.filter((user) => online[user] !== due.some((each) => each.user === user));
        if (wrong.length) seen = `node ${node + 1} is wrong about ${wrong}`;
        const told = watchers[node].wrongAbout(online);
        if (told.length) seen = `at node ${node + 1} the watcher was told wrong about ${told}`;
        if (wrong.length || told.length) return false;
      }
      return true;
    },
    WITHIN_S,
  );
  const ms = Math.round(performance.now() - started);
  took.set(what, [...(took.get(what) ?? []), ms]);
  console.log(`${what}: true after ${ms} ms, ${leavers.length} have left for good, ${truth().length} users are online`);
  assert.ok(leavers.every((user) => !truth().some((each) => each.user === user)));
}
