// The documents that a node serves, as tools that others wrote see them: OpenAPI 3.1 and AsyncAPI 3 of every profile.
import assert from "node:assert/strict";
import { Parser } from "@asyncapi/parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { scenario } from "./lib/scenario.mjs";
import { list, urls } from "./lib/settings.mjs";

const [url] = urls();

await scenario("documents", async () => {
  const profiles = list("PROFILES");
  const routed = list("ROUTED");
  for (const path of ["openapi.yaml", ...routed.map((profile) => `openapi/${profile}.yaml`)]) {
    const { valid, errors } = await new Validator().validate(await fetched(path));
    assert.ok(valid, `${path}: ${JSON.stringify(errors)}`);
  }
  const parser = new Parser();
  for (const path of ["asyncapi.yaml", ...profiles.map((profile) => `asyncapi/${profile}.yaml`)]) {
    const faults = (await parser.validate(await fetched(path))).filter(({ severity }) => severity < 2);
    assert.deepEqual(faults.map(({ message, path: at }) => `${at.join(".")}: ${message}`), [], path);
  }
  return `${1 + routed.length} of routes, ${1 + profiles.length} of events`;
});

async function fetched(path) {
  const response = await fetch(`${url}/${path}`);
  assert.equal(response.status, 200, path);
  assert.match(response.headers.get("content-type"), /yaml/, path);
  return response.text();
}
