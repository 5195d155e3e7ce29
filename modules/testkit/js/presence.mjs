// Users with one device or several, on three nodes that die, freeze, thaw, stop and start: before long after each of it every
// node knows who is online and who is in a room, with how many devices, and has told those who watch.
//
// Freezes and kills nodes itself; asks whoever plays it for the rest: says "1: stop 2" or "2: start 2" and is
// answered "done", with the new process.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { BackendApi } from "./lib/backend-api.mjs";
import { freeze } from "./lib/freeze.mjs";
import { Mover } from "./lib/mover.mjs";
import { scenario } from "./lib/scenario.mjs";
import { list, number, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const ROOM = "public:lobby";
const WITHIN_S = number("WITHIN_S", 10);
const USERS = number("USERS", 36);
/** How many devices one user after the other has. */
const DEVICES = [1, 2, 3, 1, 1, 2];
const IN_ROOM = `/rooms/${encodeURIComponent(ROOM)}/users?prefix=user-&limit=200`;
const DEADLINE_MS = 2_000;
/** Well within the 1.5 s that users of a dead node have to come to another one. */
const QUICK_MS = 1_000;
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
    for (let n = 0; n < DEVICES[i % DEVICES.length]; n++) devices.push(new Mover(urls(), user, hers, (at) => living.has(at), (first + n) % 3));
  }
  await until("all are there", () => [...devices, ...watchers].every((device) => device.connected));
  await Promise.all(devices.map((device) => device.stays(ROOM)));
  await Promise.all(watchers.map((watcher) => watcher.watches(users, ROOM)));
  await converge("start", backends);

  for (let round = 0; round < ROUNDS; round++) {
    const [first, second, third] = [0, 1, 2].map((n) => (n + round) % 3);
    await dies(third, backends);
    await freezes(first, backends);
    await restarts(second, backends);
  }
  const resumed = watchers.reduce((sum, watcher) => sum + watcher.resumed, 0);
  assert.ok(resumed > 0, "watchers that were cut off go on");
  return [...took, ["watchers resumed", [resumed]]].map(([what, ms]) => `${what} ${ms.join("/")}`).join(", ");
});

async function dies(node, backends) {
  const leavers = goFrom(node);
  living.delete(node);
  const flawless = nobodyIsMissed(node);
  process.kill(pids[node], "SIGKILL");
  await converge("kill -9", backends, leavers);
  flawless("kill -9", QUICK_MS);
  await starts(node, backends);
}

async function freezes(node, backends) {
  const before = flaps();
  living.delete(node);
  const wasThere = devices.some((device) => device.in && device.at === node);
  await freeze(pids[node]);
  if (wasThere) await Promise.all([...living].map((other) => namesTheSilent(backends[other])));
  const flawless = nobodyIsMissed(node);
  const leavers = goFrom(node);
  const started = performance.now();
  await converge("SIGSTOP", backends, leavers);
  flawless("SIGSTOP", 0);
  await rest(Math.max(0, FROZEN_S - (performance.now() - started) / 1_000));
  living.add(node);
  process.kill(pids[node], "SIGCONT");
  await converge("SIGCONT", backends);
  console.log(`${flaps() - before} times somebody was offline in between`);
}

/**
 * Later on nobody at another node may have heard that users are gone who have a device there too, or who came back within
 * the time that users of a dead node have.
 */
function nobodyIsMissed(node) {
  const hers = (user) => devices.filter((device) => device.user === user && !device.gone);
  const anchored = new Set(users.filter((user) => hers(user).some((device) => device.in && device.at !== node)));
  const heard = new Map([...living].map((other) => [watchers[other], watchers[other].events.length]));
  const started = performance.now();
  return (what, quickMs) => {
    const quick = users.filter((user) => hers(user).some(({ since }) => since > started && since < started + quickMs));
    const safe = new Set([...anchored, ...quick]);
    for (const [watcher, before] of heard) {
      const missed = watcher.events.slice(before).filter(({ user, online }) => !online && safe.has(user));
      assert.deepEqual(missed, [], `${what}: at node ${watcher.at + 1} users were taken for gone who were there`);
    }
    console.log(`${what}: ${anchored.size} users had other devices, ${quick.length} were back in time, none was missed`);
  };
}

/** A list of users says what is known, and which node has not answered, and does not wait for it. */
async function namesTheSilent(backend) {
  const asked = performance.now();
  const { users: known, complete, missing } = await backend.get(IN_ROOM);
  const ms = performance.now() - asked;
  assert.equal(complete, false);
  assert.equal(missing.length, 1, JSON.stringify(missing));
  assert.ok(known.length > 0 && ms < DEADLINE_MS + 2_000, `${known.length} users after ${ms} ms`);
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
      if (!devices.every((device) => device.gone || device.in)) {
        const missing = devices.filter((device) => !device.gone && !device.in);
        seen = `not all are back: ${missing.map(({ user, at }) => `${user} at ${at}`)}`;
        return false;
      }
      const blind = [...living].filter((node) => !watchers[node].watching);
      if (blind.length) seen = `nobody watches at ${blind}`;
      if (blind.length) return false;
      const due = truth();
      for (const node of living) {
        const page = await backends[node].get("/users?prefix=user-&limit=200");
        if (!page.complete || JSON.stringify(page.users) !== JSON.stringify(due)) {
          seen = `node ${node + 1} tells ${JSON.stringify(page)}, true is ${JSON.stringify(due)}`;
          return false;
        }
        const room = await backends[node].get(IN_ROOM);
        if (!room.complete || JSON.stringify(room.users) !== JSON.stringify(due)) {
          seen = `node ${node + 1} tells ${JSON.stringify(room)} of the room, true is ${JSON.stringify(due)}`;
          return false;
        }
        const inRoom = watchers[node].usersInRoom("user-");
        if (JSON.stringify(inRoom) !== JSON.stringify(due.map(({ user }) => user))) {
          seen = `the watcher at node ${node + 1} takes for being in the room ${inRoom}, true is ${due.map(({ user }) => user)}`;
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
