// A profile may let in pages of fewer origins than the server does: the others are told by name.
import assert from "node:assert/strict";
import { outcome } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";

const [url] = urls();
const allowed = text("ALLOWED");

await scenario("origins", async () => {
  for (const transport of ["polling", "websocket"]) {
    assert.equal(await attempt(transport, allowed), "connected");
    assert.equal(await attempt(transport, undefined), "connected", "whoever is no page has no origin");
    assert.equal(await attempt(transport, "https://elsewhere.example"), "origin_refused");
  }
});

function attempt(transport, origin) {
  return outcome(url, { transports: [transport], extraHeaders: origin && { Origin: origin } });
}
