// Two apps of the same rooms, users and events on one cluster: what is emitted by one, through HTTP or a socket, on any node,
// reaches each of its own clients once, and none of the other's.
import assert from "node:assert/strict";
import { Admin } from "./lib/admin.mjs";
import { assertNoneLost } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { number, urls } from "./lib/settings.mjs";
import { Tenant } from "./lib/tenant.mjs";

const EMITS = number("EMITS", 10_000);

await scenario("two apps", async (onEnd) => {
  const admin = new Admin(urls()[0]);
  onEnd(() => admin.close());
  const apps = [];
  for (const name of ["one", "another"]) {
    const app = await Tenant.start(admin, name);
    onEnd(() => app.close());
    apps.push(app);
  }
  await Promise.all(apps.flatMap((app) => app.all(EMITS / apps.length)));
  for (const app of apps) await app.hasAll(EMITS / apps.length);
  assertNoneLost(apps.flatMap((app) => app.clients));
  await keysOpenTheirOwnAppOnly(apps);
  const copies = apps.flatMap((app) => app.clients).reduce((sum, client) => sum + client.received("order").length, 0);
  return `${EMITS} emits, ${copies} copies`;
});

async function keysOpenTheirOwnAppOnly([one, another]) {
  const admin = new Admin(urls()[0], one.key);
  await admin.ask("GET", `/apps/${one.id}`);
  for (const [method, path, body] of [
    ["GET", ""],
    ["PATCH", "", { name: "mine" }],
    ["GET", "/keys"],
    ["POST", "/keys", { scopes: ["emit"] }],
    ["GET", "/secrets"],
    ["POST", "/secrets", {}],
    ["DELETE", `/keys/${another.keyId}`],
  ]) {
    await admin.ask(method, `/apps/${another.id}${path}`, body, 404);
  }
  await admin.ask("GET", "/apps", undefined, 403);
  admin.close();
}
