// Visits the backends of the examples as a browser would: it runs the script of their page, with the stock client.
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { Page } from "./lib/page.mjs";
import { scenario } from "./lib/scenario.mjs";
import { list } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

await scenario("examples", async (onEnd) => {
  for (const url of list("BACKENDS")) await visit(url, onEnd);
});

async function visit(url, onEnd) {
  const html = await until(`${url} answers`, () => fetch(url).then((response) => response.text(), () => false), 60);
  await parleyServesTheClient(html);
  let socket;
  const page = new Page(url);
  page.run(html, (address) => (socket = io(address, { forceNew: true, extraHeaders: { origin: url } })));
  onEnd(() => socket.close());

  await until(() => `${url} lets its page in: ${page.textOf("state")}`, () => page.textOf("state") === "in the room orders");
  await until(`${url} hears of it`, async () => (await json(url, "/present")).includes(socket.id));
  await page.submit("form", "text", "Two teas");
  await until(`${url} shows the order`, () => page.itemsOf("orders").some((item) => item.endsWith(": Two teas")));

  const forged = { "webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA" };
  const refused = await fetch(`${url}/webhooks`, { method: "POST", headers: forged, body: "{}" });
  assert.equal(refused.status, 400, `${url} refuses what nobody has signed`);
}

async function parleyServesTheClient(html) {
  const [, source] = /<script src="([^"]+)"/.exec(html);
  const response = await fetch(source);
  assert.equal(response.status, 200, source);
  assert.match(await response.text(), /Socket\.IO v4/);
}

async function json(url, path) {
  return (await fetch(url + path)).json();
}
