// Every name that fits the configured pattern is a namespace of its own; "/tenant-*" is configured.
import assert from "node:assert/strict";
import { assertNoneLost, closeAll, connect } from "./lib/client.mjs";
import { Emitter } from "./lib/emitter.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const room = "public:lobby";
const tenants = ["/tenant-7", "/tenant-8"];

await scenario("dynamic namespaces", async (onEnd) => {
  const clients = await Promise.all(urls().flatMap((url) => tenants.map((tenant) => connect(url + tenant))));
  onEnd(() => closeAll(clients));
  const backends = urls().map((url) => new Emitter(url));
  onEnd(() => backends.forEach((backend) => backend.close()));
  await Promise.all(clients.map((client) => client.join(room)));

  for (const [i, backend] of backends.entries()) {
    for (const namespace of tenants) {
      await backend.emit({ event: "news", namespace, rooms: [room], payload: { i, namespace } });
    }
  }
  await until("every client has the news of each node", () =>
    clients.every((client) => client.received("news").length >= backends.length),
  );
  for (const client of clients) {
    const own = tenants.find((tenant) => client.url.endsWith(tenant));
    assert.deepEqual(
      client.received("news").sort((a, b) => a.i - b.i),
      backends.map((_, i) => ({ i, namespace: own })),
      client.url,
    );
  }

  await answersAreOfOneTenant(backends[0], clients);
  await whatDoesNotFitIsRefused(backends[0]);
  assertNoneLost(clients);
});

async function answersAreOfOneTenant(backend, clients) {
  clients.forEach((client) => client.socket.on("who", (answer) => answer(client.url)));
  const body = { event: "who", namespace: tenants[0], ack: { timeout: 30_000 } };
  const { json } = await backend.post("/api/v1/emit", JSON.stringify(body));
  assert.equal(json.complete, true, JSON.stringify(json));
  const own = clients.map((client) => client.url).filter((url) => url.endsWith(tenants[0]));
  assert.deepEqual(json.responses.map(({ value }) => value).sort(), own.sort());
}

async function whatDoesNotFitIsRefused(backend) {
  for (const name of ["/other", "/tenant-7/admin"]) {
    await assert.rejects(connect(backend.url + name), /Invalid namespace/);
    const answer = await backend.post("/api/v1/emit", JSON.stringify({ event: "x", namespace: name }));
    assert.equal(answer.status, 404);
    assert.equal(answer.json.code, "unknown_namespace");
  }
}
