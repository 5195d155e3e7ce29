// What is wrong with an HTTP request is said by its status and a stable code, and nobody else notices.
import assert from "node:assert/strict";
import { connect } from "./lib/client.mjs";
import { Bystanders } from "./lib/bystanders.mjs";
import { request } from "./lib/raw-poll.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, urls } from "./lib/settings.mjs";

const [url] = urls();
const json = { "Content-Type": "application/json" };
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const key = { "X-Api-Key": apiKey() };
const tooMuch = JSON.stringify({ event: "x", payload: "x".repeat(8_000_000) });

const refused = [
  // what, headers, body, status, code
  ["a wrong key", { ...json, "X-Api-Key": "guessed" }, '{"event":"x"}', 401, "unauthorized"],
  ["a wrong bearer", { ...json, Authorization: "Bearer guessed" }, '{"event":"x"}', 401, "unauthorized"],
  ["no key", json, '{"event":"x"}', 401, "unauthorized"],
  ["an empty key", { ...json, "X-Api-Key": "" }, '{"event":"x"}', 401, "unauthorized"],
  ["bad JSON", { ...json, ...key }, '{"event":', 400, "invalid_json"],
  ["no body", { ...json, ...key }, "", 400, "invalid_json"],
  ["bytes that are no text", { ...json, ...key }, Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, "invalid_json"],
  ["endless nesting", { ...json, ...key }, "[".repeat(100_000), 400, "invalid_json"],
  ["no object", { ...json, ...key }, '["x"]', 400, "invalid_request"],
  ["no event", { ...json, ...key }, "{}", 400, "invalid_request"],
  ["an unknown member", { ...json, ...key }, '{"event":"x","room":"a"}', 400, "invalid_request"],
  ["rooms that are none", { ...json, ...key }, '{"event":"x","rooms":[7]}', 400, "invalid_request"],
  ["no rooms at all", { ...json, ...key }, '{"event":"x","rooms":[]}', 400, "invalid_request"],
  ["a reserved event", { ...json, ...key }, '{"event":"disconnect"}', 400, "invalid_request"],
  ["an unknown namespace", { ...json, ...key }, '{"event":"x","namespace":"/nope"}', 404, "unknown_namespace"],
  ["too much", { ...json, ...key }, tooMuch, 413, "payload_too_large"],
  ["a form", { ...form, ...key }, "event=x", 415, "unsupported_media_type"],
];

await scenario("bad requests", async (onEnd) => {
  const bystanders = await Bystanders.at(urls());
  onEnd(() => bystanders.close());

  for (const [what, headers, body, status, code] of refused) {
    assertProblem(what, await request(url, "POST", "/api/v1/emit", headers, body), status, code);
  }
  assertProblem(
    "an unknown route",
    await request(url, "POST", "/api/v1/nope", { ...json, ...key }, "{}"),
    404,
    "not_found",
  );
  assertProblem("a wrong method", await request(url, "GET", "/api/v1/emit", key), 405, "method_not_allowed");
  assertProblem("an unknown page", await request(url, "GET", "/nope"), 404, "not_found");
  const bearer = { ...json, Authorization: `Bearer ${apiKey()}` };
  const accepted = await request(url, "POST", "/api/v1/emit", bearer, '{"event":"x","rooms":["nobody"]}');
  assert.equal(accepted.status, 202, "the key as a bearer is as good");

  await assert.rejects(connect(`${url}/nope`), /Invalid namespace/);
  assert.equal((await request(url, "GET", "/health/ready")).status, 200);
  return `${refused.length + 4} refusals, bystanders exchanged ${await bystanders.undisturbed()} words meanwhile`;
});

function assertProblem(what, answer, status, code) {
  assert.equal(answer.status, status, `${what}: ${answer.text}`);
  assert.match(answer.type, /^application\/problem\+json/, what);
  assert.equal(answer.json.status, status, what);
  assert.equal(answer.json.code, code, what);
  assert.ok(answer.json.title && answer.json.detail, what);
}
