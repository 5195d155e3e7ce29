// Socket.IO's own Admin UI, from its package, as somebody uses it who has known it for years: signs in, finds clients of all
// nodes, has one join and leave a room, and puts it out.
import assert from "node:assert/strict";
import { browse } from "./lib/browser.mjs";
import { text, urls } from "./lib/settings.mjs";
import { Stock } from "./lib/stock.mjs";
import { until } from "./lib/until.mjs";

const nodes = urls();
const ROOM = "public:lobby";

await browse("admin-ui-page", async (browser, onEnd) => {
  const clients = await Promise.all(nodes.map((url) => Stock.connect("4.8.4", url, ["websocket"])));
  for (const client of clients) onEnd(() => client.close());
  const last = clients.at(-1);
  assert.deepEqual(await last.ask("join", { room: ROOM }), { ok: true, room: ROOM });

  const person = await browser.person("operator", { viewport: { width: 1600, height: 1000 } });
  const { page } = person;
  await signIn(page);

  // The clients of all nodes, and the nodes.
  await page.goto(`${nodes[0]}/admin-ui/#/sockets/`);
  for (const { socket } of clients) await page.getByRole("cell", { name: socket.id }).waitFor();
  await person.shoot("admin-ui-sockets");
  await page.goto(`${nodes[0]}/admin-ui/#/servers/`);
  await until("three healthy servers", async () => (await page.getByText("Healthy", { exact: true }).count()) === 3);
  await person.shoot("admin-ui-servers");

  // One of the last node: its room, and another one that it is put in and out of.
  const { id } = last.socket;
  await page.goto(`${nodes[0]}/admin-ui/#/n/${encodeURIComponent("/")}/sockets/${id}`);
  await page.getByRole("cell", { name: ROOM }).waitFor();
  last.listen("news");
  await page.getByLabel("Join a room").fill("vip");
  await page.locator("button:has(.mdi-tag-plus-outline)").click();
  const vip = page.getByRole("row").filter({ hasText: "vip" });
  await vip.waitFor();
  await person.shoot("admin-ui-socket");
  await reaches(last, "vip", true);
  await vip.locator("button:has(.mdi-tag-off-outline)").click();
  // A click on a row shows what it is about: the room, which nobody is in any more.
  await page.getByText("Deleted", { exact: true }).waitFor();
  await reaches(last, "vip", false);

  // What it does is told as it happens.
  await last.ask("publish", { room: ROOM, event: "greeting", data: "hello" });
  await page.goto(`${nodes[0]}/admin-ui/#/events/`);
  await page.getByText("publish").first().waitFor();
  await person.shoot("admin-ui-events");

  // Put out, it does not come back by itself; the others stay.
  await page.goto(`${nodes[0]}/admin-ui/#/sockets/`);
  const row = page.getByRole("row").filter({ hasText: id });
  await row.locator("button:has(.mdi-logout)").click();
  await until("it is out", () => last.lost.length > 0);
  assert.deepEqual(last.lost, ["io server disconnect"]);
  await page.goto(`${nodes[0]}/admin-ui/#/sockets/`);
  await row.waitFor({ state: "detached" });
  for (const { socket } of clients.slice(0, -1)) assert.ok(socket.connected);

  // Who comes back has signed in still.
  await page.reload();
  await page.getByRole("cell", { name: clients[0].socket.id }).waitFor();
  await page.goto(`${nodes[0]}/admin-ui/#/`);
  await person.shoot("admin-ui-dashboard");
});

async function signIn(page) {
  // By any of its addresses: the folder is what its files are named from.
  await page.goto(`${nodes[0]}/admin-ui`);
  assert.equal(new URL(page.url()).pathname, "/admin-ui/");
  assert.equal(await page.getByLabel("Server URL").inputValue(), nodes[0]);
  await page.getByLabel("Username").fill("admin");
  await page.getByLabel("Password").fill("a guess");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("Invalid credentials").waitFor();
  await page.getByLabel("Password").fill(text("ADMIN_API_KEY"));
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("connected", { exact: true }).first().waitFor();
}

/** Whether a backend's event to a room comes to a client. */
async function reaches(client, room, expected) {
  const response = await fetch(`${nodes[0]}/api/v1/emit`, {
    method: "POST",
    headers: { "X-Api-Key": text("HTTP_API_KEY"), "Content-Type": "application/json" },
    body: JSON.stringify({ event: "news", rooms: [room], payload: room, report: true }),
  });
  const { members } = await response.json();
  assert.equal(members, expected ? 1 : 0);
  if (expected) await client.hears("news");
}
