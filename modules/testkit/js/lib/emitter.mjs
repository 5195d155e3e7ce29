import assert from "node:assert/strict";
import http from "node:http";
import { apiKey } from "./settings.mjs";

/** An application's backend: posts over one connection that is kept alive, one request after another. */
export class Emitter {
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  /** How many connections it took. The order of events is promised within one. */
  connections = 0;

  constructor(url) {
    this.url = url;
  }

  /** Posts an emit and expects it to be accepted. */
  async emit(body) {
    const { status, json } = await this.post("/api/v1/emit", JSON.stringify(body));
    assert.equal(status, 202, `emit at ${this.url} answered ${status}: ${JSON.stringify(json)}`);
    assert.ok(json.id, "an accepted emit has an id");
    return json.id;
  }

  /** Posts anything. */
  post(path, body, headers = { "X-Api-Key": apiKey(), "Content-Type": "application/json" }) {
    return this.request("POST", path, headers, body);
  }

  request(method, path, headers = {}, body = undefined) {
    return new Promise((done, failed) => {
      const request = http.request(new URL(path, this.url), { method, headers, agent: this.#agent }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => done(answer(response, Buffer.concat(chunks).toString())));
      });
      request.on("socket", () => (this.connections += request.reusedSocket ? 0 : 1));
      request.on("error", failed);
      request.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

function answer(response, text) {
  const type = response.headers["content-type"] ?? "";
  const json = type.includes("json") ? JSON.parse(text) : undefined;
  return { status: response.statusCode, headers: response.headers, type, text, json };
}
