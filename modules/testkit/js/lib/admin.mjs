import assert from "node:assert/strict";
import { Emitter } from "./emitter.mjs";
import { text } from "./settings.mjs";

/** Whoever runs the cluster: makes apps and changes them, by the HTTP API of one node. */
export class Admin {
  #http;
  #key;

  constructor(url, key = text("ADMIN_API_KEY")) {
    this.#http = new Emitter(url);
    this.#key = key;
  }

  /** The same node by another key. */
  as(key) {
    return new Admin(this.#http.url, key);
  }

  /** Asks, and expects this status. */
  async ask(method, path, body, expected = method === "POST" ? 201 : 200) {
    const { status, text: said, json } = await this.#http.request(
      method,
      `/api/v1${path}`,
      { "X-Api-Key": this.#key, ...(body && { "Content-Type": "application/json" }) },
      body && JSON.stringify(body),
    );
    assert.equal(status, expected, `${method} ${path}: ${said}`);
    return json;
  }

  /** A new app: its id, its first API key and its first secret. */
  async app(settings) {
    const { app, key, secret } = await this.ask("POST", "/apps", settings);
    return { id: app.id, key: key.key, keyId: key.id, secret: secret.secret, secretId: secret.id };
  }

  close() {
    this.#http.close();
  }
}
