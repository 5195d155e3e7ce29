import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import http from "node:http";
import { Client } from "./client.mjs";
import { apiKey, urls } from "./settings.mjs";
import { until } from "./until.mjs";

const md5 = (text) => createHash("md5").update(text).digest("hex");
const hmac = (text, key) => createHmac("sha256", key).update(text).digest("hex");

export const now = () => Math.floor(Date.now() / 1000);

/** A join token as the backends of Socket Chat Server make it. */
export function token(channel, data = {}, { key = apiKey(), expires = now() + 60 } = {}) {
  const json = JSON.stringify({ channel, timestamp: expires, data });
  return Buffer.from(json + md5(json + key)).toString("base64");
}

/** The same, signed as Parley would have it. */
export function hmacToken(channel, data = {}, { key = apiKey(), expires = now() + 60 } = {}) {
  const json = JSON.stringify({ channel, timestamp: expires, data });
  return Buffer.from(json + hmac(json, key)).toString("base64");
}

/** What a text that is signed in that way says. */
export function verified(text, key = apiKey()) {
  const all = Buffer.from(text, "base64").toString("utf8");
  const json = all.slice(0, -32);
  if (md5(json + key) !== all.slice(-32)) throw new Error(`wrong signature: ${all}`);
  return JSON.parse(json);
}

/**
 * A request to the HTTP routes.
 *
 * @param {{ key?: string | null, url?: string, body?: any, type?: string, headers?: Record<string, string> }} more `body` goes
 *   as JSON unless it is a string; without `key` the right one is shown, with null none
 */
export async function call(method, path, { key = apiKey(), url = urls()[0], body, type = "application/json", headers = {} } = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { ...(key !== null && { "X-Api-Key": key }), ...(body !== undefined && { "Content-Type": type }), ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
}

export const post = (body, more = {}) => call("POST", "/api/socket/events", { body, ...more });

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A stock client that joins channels. */
export class Member extends Client {
  static connect(url, options = {}) {
    return new Member(url, { transports: ["websocket"], ...options }).connected();
  }

  /** As old clients do, without asking whether it worked. */
  joins(...tokens) {
    for (const each of tokens) this.socket.emit("join", each);
    return this;
  }

  /** The same, and it has worked. */
  async isIn(...tokens) {
    for (const each of tokens) assert.equal((await this.ask("join", each)).ok, true);
    return this;
  }

  get totals() {
    return this.received("user-total");
  }

  /** Done when that many are told to be in its channel, whatever was told before. */
  total(count, seconds = 20) {
    return until(
      () => `user-total ${count} at ${this.url}; told: ${this.totals}`,
      () => this.totals.at(-1) === count,
      seconds,
    );
  }

  hears(event, count = 1) {
    return until(
      () => `${count} times ${event} at ${this.url}; heard: ${JSON.stringify(this.events)}`,
      () => this.received(event).length >= count,
    );
  }
}

/** A backend's receiver of such webhooks: it keeps requests as they are. */
export class TextReceiver {
  /** @type {{ method: string, url: string, headers: Record<string, string>, body: string }[]} */
  calls = [];
  #server = http.createServer((request, response) => this.#receive(request, response));

  async listen() {
    await new Promise((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  /** An address of it. */
  url(path) {
    return `http://127.0.0.1:${this.#server.address().port}${path}`;
  }

  to(path) {
    return this.calls.filter(({ url }) => url === path);
  }

  /** Done when it was called there. */
  async called(path, seconds = 60) {
    await until(
      () => `${path} is called; called: ${JSON.stringify(this.calls)}`,
      () => this.to(path).length > 0,
      seconds,
    );
    return this.to(path);
  }

  async #receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    this.calls.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.end("thanks");
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** Says that something was proved, or what was not. */
export async function check(name, prove) {
  try {
    await prove();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  console.log(`  ${name}`);
}
