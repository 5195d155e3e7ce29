// An operator with a browser: signs in, looks at three nodes that have something to do, and acts on them.
//
// RECEIVER_PORT is where nobody listens, until the operator has seen what comes of that.
import assert from "node:assert/strict";
import http from "node:http";
import { io } from "socket.io-client";
import { Admin } from "./lib/admin.mjs";
import { browse } from "./lib/browser.mjs";
import { Console } from "./lib/console.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { request } from "./lib/raw-poll.mjs";
import { apiKey, number, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [one, two, three] = urls();
const adminKey = text("ADMIN_API_KEY");
const room = "public:lobby";
const port = number("RECEIVER_PORT");
const DESK = { viewport: { width: 1360, height: 900 } };

await browse("console", async (browser, onEnd) => {
  const backend = new Admin(one, apiKey());
  onEnd(() => backend.close());
  const clients = await crowd(backend, onEnd);
  const bystander = clients.find((client) => client.user === "bob");

  const person = await browser.person("operator", { ...DESK, forgiven: [/status of 40[19]/] });
  const desk = new Console(person);

  // ---- In ----
  await desk.signIn(one, "not-a-key");
  await desk.page.getByRole("alert").filter({ hasText: "not one of the admin keys" }).waitFor();
  await desk.look("sign-in-refused");
  await desk.signIn(one, adminKey);
  await desk.page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  const cookie = await desk.cookie();
  assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, "Strict", "/"]);

  // ---- What there is ----
  const nodes = desk.table("Nodes of the cluster");
  await until("three nodes are ready", async () => (await nodes.getByText("ready", { exact: true }).count()) === 3);
  await until("all connections are counted", async () => Number(await desk.tile("Connections")) >= clients.length);
  await until("events move", async () => parseFloat(await desk.tile("Events out")) > 0);
  await until("there is a while to be seen", async () => (await desk.page.locator(".chart canvas").count()) >= 8);
  await desk.look("overview-light");

  // ---- The cookie alone opens nothing ----
  assert.equal(await desk.ask("api/v1/apps", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"name":"forged"}' }), 401);
  const forged = { Cookie: `parley_console=${cookie.value}`, "Sec-Fetch-Site": "cross-site" };
  assert.equal((await request(two, "POST", "/api/v1/nodes/x/drain", forged)).status, 401);
  await refusedSocket(two, cookie.value);

  // ---- Users ----
  await desk.page.keyboard.press("g");
  await desk.page.keyboard.press("s");
  await desk.page.getByRole("heading", { level: 1, name: "Sockets & users" }).waitFor();
  await desk.page.keyboard.press("/");
  await desk.page.keyboard.type("an");
  await desk.table("Users").getByRole("button", { name: "ann" }).click();
  const devices = desk.table("Sockets of ann");
  await until("both devices are shown", async () => (await devices.getByRole("row").count()) === 3);
  const where = await devices.locator(".node").allInnerTexts();
  assert.equal(new Set(where).size, 2, "they are on two nodes");
  await desk.look("users");
  const anns = clients.filter((client) => client.user === "ann");
  await desk.page.getByRole("button", { name: "Disconnect user" }).click();
  await desk.confirm("Disconnect");
  await until("ann is out on all devices", () => anns.every((client) => !client.socket.connected));
  assert.ok(bystander.socket.connected, "nobody else is");
  await desk.page.getByText("Not connected").waitFor();

  // ---- Rooms ----
  await desk.go("Rooms");
  await desk.table("Rooms").getByRole("button", { name: room }).click();
  await until("its members are shown", async () => (await desk.table(`Members of ${room}`).getByRole("row").count()) > 4);
  const heard = new Promise((done) => bystander.socket.once("notice", done));
  const form = desk.page.getByRole("form", { name: "Emit to the room" });
  await form.getByLabel("Event").fill("notice");
  await form.getByLabel("Payload (JSON or text)").fill('{"text":"from the console"}');
  await form.getByRole("button", { name: "Emit" }).click();
  assert.deepEqual(await heard, { text: "from the console" });
  await desk.look("rooms");

  // ---- Try it ----
  await desk.go("Try it");
  await desk.page.getByRole("button", { name: "Mint a join token" }).click();
  await desk.page.getByRole("button", { name: "Connect and join" }).click();
  const log = desk.page.getByRole("list", { name: "What the client sees" });
  await log.getByText("joined try-it").waitFor();
  await desk.page.getByRole("button", { name: "Emit by the API" }).click();
  await log.getByText('greeting {"text":"Hello, Parley"}').waitFor();
  await log.getByText("arrived after").waitFor();
  await desk.look("try-it");

  // ---- One user's trail ----
  await desk.go("Recorder");
  await desk.page.getByLabel("User", { exact: true }).fill("bob");
  await desk.page.getByRole("button", { name: "Record", exact: true }).click();
  const trail = desk.page.getByRole("list", { name: "Trail" });
  await trail.getByText("event in").first().waitFor();
  await trail.getByText(`"event":"chatter"`).first().waitFor();
  bystander.socket.emit("publish", { room, event: "chatter", data: { password: "hunter2" } });
  await trail.getByText("[redacted]").first().waitFor();
  assert.ok(!(await desk.page.content()).includes("hunter2"), "what is called a secret is not shown");
  await desk.look("recorder");
  await desk.page.getByRole("button", { name: "Stop" }).click();

  // ---- Webhooks ----
  await desk.go("Webhooks");
  await desk.page.getByRole("button", { name: "New endpoint" }).click();
  await desk.page.getByRole("dialog").getByLabel("URL").fill(`http://127.0.0.1:${port}/hook`);
  await desk.confirm("Add it");
  await desk.said("is told from now on");
  await desk.page.getByRole("button", { name: /^Ping/ }).click();
  await desk.said("A ping is under way");
  await desk.page.getByRole("button", { name: "Dead letters", exact: true }).click();
  const dead = desk.table("Dead letters");
  await until("the ping was given up", async () => {
    await desk.page.getByRole("button", { name: "Refresh" }).click();
    return dead.getByText("webhook.ping").first().isVisible();
  }, 60);
  await desk.look("dead-letters");
  const received = await receiver(port, onEnd);
  await dead.getByRole("row").filter({ hasText: "webhook.ping" }).getByRole("button", { name: "Replay" }).first().click();
  await until("it has arrived now", () => received.some((body) => body.type === "webhook.ping"), 60);

  // ---- Apps ----
  await desk.go("Apps & keys");
  await desk.page.getByRole("button", { name: "New app" }).click();
  await desk.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Shop");
  await desk.page.getByRole("dialog").getByLabel("Id (optional)").fill("shop");
  await desk.confirm("Make it");
  const key = await desk.page.getByRole("dialog", { name: "First API key of Shop" }).locator(".secret").innerText();
  await desk.confirm("I have it");
  const shop = new Emitter(two);
  onEnd(() => shop.close());
  const { status } = await shop.request("GET", "/api/v1/server", { "X-Api-Key": key.trim() });
  assert.equal(status, 200, "the key opens the API of another node");
  await desk.page.getByRole("heading", { name: "Shop" }).waitFor();
  await desk.look("apps");

  // ---- In the dark, and on a phone ----
  await desk.page.emulateMedia({ colorScheme: "dark" });
  await desk.go("Overview");
  await desk.look("overview-dark");
  await desk.page.keyboard.press("?");
  await desk.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await desk.page.keyboard.press("Escape");
  await desk.page.setViewportSize({ width: 390, height: 844 });
  for (const view of ["Overview", "Sockets & users", "Webhooks", "Try it"]) {
    await desk.go(view);
    await desk.look(`narrow-dark-${view.toLowerCase().replaceAll(/\W+/g, "-")}`);
    const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${view} is ${wide} px wider than the window`);
  }
  await desk.page.emulateMedia({ colorScheme: "light" });
  await desk.go("Overview");
  await desk.look("narrow-light-overview");
  await desk.page.setViewportSize(DESK.viewport);

  // ---- A node goes ----
  const third = nodes.getByRole("row").filter({ hasText: "node-3" });
  await third.getByRole("button", { name: "Drain" }).click();
  await desk.look("drain-asked");
  await desk.confirm("Drain the node");
  await third.getByText("draining", { exact: true }).waitFor();
  await until("the node says so itself", async () => (await request(three, "GET", "/health/ready")).status === 503);
  await desk.look("draining");

  // ---- It is remembered ----
  await desk.go("Audit log");
  const acts = desk.table("What admins did");
  for (const what of ["signed in", "disconnected a user", "emitted", "minted a join token", "added an endpoint", "replayed a delivery", "made an app", "drained a node", "started the recorder", "stopped the recorder"]) {
    await acts.getByText(what, { exact: true }).first().waitFor();
  }
  const page = await desk.page.content();
  for (const secret of [adminKey, key.trim(), cookie.value]) assert.ok(!page.includes(secret), "no secret is shown");
  await desk.look("audit");

  // ---- Out ----
  await desk.page.getByRole("button", { name: "Sign out" }).click();
  await desk.page.getByLabel("Admin key").waitFor();
  await until("the cookie is worthless on all nodes", async () => {
    const answers = await Promise.all(urls().map((url) => request(url, "GET", "/console/session", { Cookie: `parley_console=${cookie.value}` })));
    return answers.every((answer) => answer.status === 204);
  });
  return `${clients.length} clients`;
});

/** Clients on all nodes, in one room, where one of them says something all the time. */
async function crowd(backend, onEnd) {
  const names = ["ann", "bob", "cyd", "dee", "eve", "ann"];
  const clients = await Promise.all(names.map(async (user, i) => {
    const { token } = await backend.ask("POST", "/tokens", { user });
    const socket = io(urls()[[0, 0, 1, 1, 2, 2][i]], { forceNew: true, auth: { token }, transports: ["websocket"] });
    onEnd(() => socket.disconnect());
    await new Promise((connected, failed) => socket.once("connect", connected).once("connect_error", failed));
    const answer = await socket.emitWithAck("join", { room });
    assert.ok(answer.ok, JSON.stringify(answer));
    return { user, socket };
  }));
  const talker = clients.find((client) => client.user === "bob").socket;
  const talking = setInterval(() => talker.emit("publish", { room, event: "chatter", data: "as ever" }), 50);
  onEnd(() => clearInterval(talking));
  return clients;
}

/** Whoever has the cookie and not the token is not told how the cluster is. */
async function refusedSocket(url, cookie) {
  const socket = io(`${url}/console`, { forceNew: true, reconnection: false, extraHeaders: { Cookie: `parley_console=${cookie}` }, auth: { token: "guessed" } });
  const fault = await new Promise((refused, letIn) => socket.once("connect_error", refused).once("connect", () => letIn(new Error("let in"))));
  assert.equal(fault.data.code, "unauthorized");
  socket.disconnect();
}

async function receiver(at, onEnd) {
  const bodies = [];
  const server = http.createServer(async (asked, answer) => {
    const chunks = [];
    for await (const chunk of asked) chunks.push(chunk);
    bodies.push(JSON.parse(Buffer.concat(chunks)));
    answer.writeHead(204).end();
  });
  await new Promise((listening) => server.listen(at, "127.0.0.1", listening));
  onEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return bodies;
}
