import http from "node:http";
import { isDeepStrictEqual } from "node:util";
import { until } from "./until.mjs";

/** A backend's hook that takes JSON without signatures. It keeps what it is sent, and answers as it is told. */
export class Hook {
  /** @type {{ path: string, headers: object, body: any }[]} in the order of arrival */
  requests = [];
  #server = http.createServer((request, response) => this.#receive(request, response));
  #answer;

  /** @param {(request: { path: string, body: any }, response: http.ServerResponse) => any} answer JSON, or nothing for 204;
   *   unless it has answered by itself */
  constructor(answer = () => undefined) {
    this.#answer = answer;
  }

  listen(port) {
    return new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(port, "127.0.0.1", () => done(this));
    });
  }

  bodies(path) {
    return this.requests.filter((each) => each.path === path).map(({ body }) => body);
  }

  /** How often exactly this has arrived. */
  count(path, body) {
    return this.bodies(path).filter((each) => isDeepStrictEqual(each, body)).length;
  }

  /** Waits for a body; one that came before does not count if `more` says how many there were. */
  async gets(path, body, more = 0) {
    const missing = () => `${JSON.stringify(body)} at ${path}; there: ${JSON.stringify(this.bodies(path).slice(-8))}`;
    await until(missing, () => this.count(path, body) > more);
  }

  async #receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const taken = { path: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks)) };
    this.requests.push(taken);
    const answer = await this.#answer(taken, response);
    if (response.writableEnded) return;
    if (answer === undefined) response.writeHead(204).end();
    else response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
