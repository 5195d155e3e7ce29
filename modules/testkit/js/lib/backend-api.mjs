import assert from "node:assert/strict";
import { Emitter } from "./emitter.mjs";
import { apiKey } from "./settings.mjs";

/** A backend that speaks the HTTP API of one node, over one connection. */
export class BackendApi {
  #http;

  constructor(url) {
    this.url = url;
    this.#http = new Emitter(url);
  }

  /** The whole answer: status, headers, json. */
  answer(method, path, body, headers = {}) {
    const json = body && { "Content-Type": "application/json" };
    const all = { "X-Api-Key": apiKey(), ...json, ...headers };
    return this.#http.request(method, `/api/v1${path}`, all, body && JSON.stringify(body));
  }

  /** Asks, expects this status, and has the JSON of the answer. */
  async ask(method, path, body, expected = 200) {
    const { status, text, json } = await this.answer(method, path, body);
    assert.equal(status, expected, `${method} ${path} at ${this.url}: ${text}`);
    return json;
  }

  get(path) {
    return this.ask("GET", path);
  }

  /** Emits an event and is told how many sockets got it. */
  report(event) {
    return this.ask("POST", "/emit", { ...event, report: true });
  }

  /** All pages of a list, one after the other. */
  async pages(path, limit) {
    const pages = [];
    let cursor = "";
    do {
      const page = await this.get(`${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor}`);
      pages.push(page);
      cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor);
    return pages;
  }

  close() {
    this.#http.close();
  }
}
