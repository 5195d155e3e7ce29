// Requests that are made from openapi.yaml, right ones, almost right ones and garbage: whatever they are, the response is
// one that the document has for the operation, and none says that the server is at a loss.
import assert from "node:assert/strict";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Emitter } from "./lib/emitter.mjs";
import { randomFrom, Values } from "./lib/generate.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, number, text, urls } from "./lib/settings.mjs";

const [url] = urls();
const seed = number("SEED", Date.now() % 1_000_000_000);
const requests = number("REQUESTS", 1_500);
const AT_ONCE = 8;
const METHODS = ["get", "put", "post", "patch", "delete"];
const WRONG_SHARES = [0, 0.02, 0.3];

const random = randomFrom(seed);
/** What the server has named so far: what is made by one request is asked for by others. */
const names = ["ann", "bob", "team", "public:lobby", "a b", "http://127.0.0.1:9/"];
const statuses = new Map();

await scenario(`requests made from the document, seed ${seed}`, async (onEnd) => {
  const document = await (await fetch(`${url}/openapi.json`)).json();
  const values = WRONG_SHARES.map((share) => new Values(document, random, names, share));
  const check = checker(document);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, item, operation: item[method] })),
  );
  const connections = Array.from({ length: AT_ONCE }, () => new Emitter(url));
  onEnd(() => connections.forEach((each) => each.close()));

  for (let made = 0; made < requests; made += AT_ONCE) {
    await Promise.all(
      connections.map(async (connection, i) => {
        const chosen = made + i < operations.length ? operations[made + i] : random.oneOf(operations);
        const request = requestFor(chosen, random.oneOf(values));
        const response = await connection.request(request.method, request.path, request.headers, request.body);
        check(chosen, request, response);
        learn(response);
      }),
    );
  }
  assert.equal(statuses.size, operations.length, "every operation was asked for");
  const done = [...statuses.values()].filter((seen) => [...seen].some((status) => status < 300)).length;
  assert.ok(done > operations.length / 2, `only ${done} of ${operations.length} operations have done anything: ${told()}`);
  return `${requests} requests, ${done} of ${operations.length} operations done`;
});

/** One request for an operation. */
function requestFor({ path, method, item, operation }, values) {
  const query = [];
  const headers = { ...credentials(path) };
  let target = path;
  for (const reference of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
    const parameter = values.resolve(reference);
    const value = plain(values.of(parameter.schema));
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(value || "none"));
    else if (parameter.in === "query" && random.chance(0.5)) query.push(`${parameter.name}=${encodeURIComponent(value)}`);
    else if (parameter.in === "header" && /^[\x21-\x7e]*$/.test(value) && random.chance(0.2)) headers[parameter.name] = value;
  }
  if (query.length > 0) target += `?${query.join("&")}`;
  const content = Object.entries(values.resolve(operation.requestBody)?.content ?? {})[0];
  let body;
  if (content && !random.chance(0.02)) {
    headers["Content-Type"] = random.chance(0.02) ? "text/plain" : content[0];
    body = JSON.stringify(values.of(content[1].schema));
    if (random.chance(0.02)) body = body.slice(0, -1);
  }
  return { method: method.toUpperCase(), path: target, headers, body };
}

/** Mostly the right key. */
function credentials(path) {
  if (random.chance(0.02)) return {};
  const key = path.startsWith("/api/v1/apps") || random.chance(0.02) ? text("ADMIN_API_KEY") : apiKey();
  return { "X-Api-Key": key };
}

/** As it is written in a URL. */
function plain(value) {
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 2_000);
}

function checker(document) {
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats(ajv);
  ajv.addSchema(document, "document");
  const lookUp = new Values(document, random, names, 0);
  const schemas = new Map();
  return ({ path, method, operation }, request, response) => {
    const said = `${request.method} ${request.path} ${request.body ?? ""} (${operation.operationId}, seed ${seed}): ${response.status} ${response.text}`;
    if (!statuses.has(operation.operationId)) statuses.set(operation.operationId, new Set());
    statuses.get(operation.operationId).add(response.status);
    const documented = lookUp.resolve(operation.responses[response.status]);
    assert.ok(documented, `a status that is not documented: ${said}`);
    assert.notEqual(response.status, 500, said);
    const type = (response.headers["content-type"] ?? "").split(";")[0];
    const media = documented.content?.[type];
    assert.ok(media || response.text === "", `a response of a type that is not documented, ${type}: ${said}`);
    if (!media?.schema || !type.endsWith("json")) return;
    const key = `${method} ${path} ${response.status} ${type}`;
    if (!schemas.has(key)) schemas.set(key, ajv.compile(rooted(media.schema)));
    const fits = schemas.get(key);
    assert.ok(fits(response.json), `a response that is not as documented, ${ajv.errorsText(fits.errors)}: ${said}`);
  };
}

/** The same schema with references that hold outside of the document. */
function rooted(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
}

/** Ids and names in a response are worth asking for. */
function learn({ status, json }) {
  if (status >= 300 || !json || typeof json !== "object") return;
  const found = JSON.stringify(json).match(/"(?:id|room|user|key|name)":"([^"\\]{1,100})"/g) ?? [];
  for (const each of found.slice(0, 3)) {
    names.push(each.slice(each.indexOf(":") + 2, -1));
    if (names.length > 40) names.splice(6 + random.below(10), 1);
  }
}

function told() {
  return [...statuses].map(([operation, seen]) => `${operation} ${[...seen]}`).join(", ");
}
