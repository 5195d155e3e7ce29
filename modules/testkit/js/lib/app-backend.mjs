import assert from "node:assert/strict";
import http from "node:http";

/** Serves an issuer's keys, and says who the bearer of a ticket is. */
export class AppBackend {
  keys = [];
  #server;

  static start() {
    const backend = new AppBackend();
    backend.#server = http.createServer((request, response) => backend.#answer(request, response));
    return new Promise((done) => backend.#server.listen(0, "127.0.0.1", () => done(backend)));
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async #answer(request, response) {
    const say = (status, body) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    if (request.url === "/keys") return say(200, { keys: this.keys });
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { token, app, namespace } = JSON.parse(Buffer.concat(chunks).toString());
    assert.ok(app && namespace);
    switch (token) {
      case "ticket-good":
        return say(200, { user: "ann", claims: { role: "guest" }, expires: Date.now() / 1000 + 600 });
      case "ticket-expired":
        return say(200, { user: "ann", expires: Date.now() / 1000 - 1 });
      case "ticket-nonsense":
        return response.end("nonsense");
      case "ticket-fault":
        return say(500, {});
      case "ticket-redirect":
        return response.writeHead(302, { Location: `${this.url}/elsewhere` }).end();
      case "ticket-silent":
        return undefined;
      default:
        return say(401, {});
    }
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
