// A backend in Node.js: it lets its page into a room, emits events, and hears by signed webhook who is there.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import express from "express";
import { Webhook } from "standardwebhooks";

const { PARLEY_URL, HTTP_API_KEY, JOIN_TOKEN_SECRET, WEBHOOK_SECRET, PORT } = process.env;
const page = readFileSync(new URL("../browser/index.html", import.meta.url), "utf8");
const webhook = new Webhook(WEBHOOK_SECRET);
const present = new Set();
const seen = new Set();
let orders = 0;

/** A join token: the claims, and their HMAC behind them. No call is needed for it. */
function joinToken(channel) {
  const claims = JSON.stringify({ channel, timestamp: Math.floor(Date.now() / 1000) + 60 });
  const signature = createHmac("sha256", JOIN_TOKEN_SECRET).update(claims).digest("hex");
  return Buffer.from(claims + signature).toString("base64");
}

async function emit(event, rooms, payload) {
  const response = await fetch(`${PARLEY_URL}/api/v1/emit`, {
    method: "POST",
    headers: {
      "X-Api-Key": HTTP_API_KEY,
      "Content-Type": "application/json",
      "Idempotency-Key": randomUUID(), // sent again with the same key, it would be emitted once
    },
    body: JSON.stringify({ event, rooms, payload }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

const app = express();

app.get("/", (request, response) => response.type("html").send(page.replaceAll("PARLEY_URL", PARLEY_URL)));

app.get("/token", (request, response) => response.json({ token: joinToken("orders") }));

app.post("/orders", express.json(), async (request, response) => {
  const order = { id: `node-${++orders}`, text: String(request.body?.text ?? "") };
  await emit("order:created", ["orders"], order);
  response.status(201).json(order);
});

// The signature is over the bytes as they came.
app.post("/webhooks", express.raw({ type: "*/*" }), (request, response) => {
  try {
    take(request.headers["webhook-id"], webhook.verify(request.body, request.headers));
    response.sendStatus(204);
  } catch {
    response.sendStatus(400);
  }
});

/** What has come can come again, with the same id. */
function take(id, { type, data }) {
  if (seen.has(id)) return;
  seen.add(id);
  if (type === "room.joined") present.add(data.socket);
  if (type === "room.left") present.delete(data.socket);
  console.log(`node: ${type}`, data);
}

app.get("/present", (request, response) => response.json([...present]));

const server = app.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`node: http://127.0.0.1:${server.address().port}`);
});
