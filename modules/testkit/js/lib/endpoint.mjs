import http from "node:http";
import { Webhook } from "standardwebhooks";

/** What a receiver answers by default. */
export const OK = (response) => response.writeHead(204).end();

/**
 * An application's webhook receiver that can misbehave. It keeps what it answered with 2xx, each once, and says what the stock
 * library does not let pass.
 */
export class Endpoint {
  /** Accepted deliveries in the order of their first arrival: {id, body}. */
  accepted = [];
  /** How often a delivery was accepted that had been accepted before. */
  duplicates = 0;
  /** How many attempts came. */
  attempts = 0;
  /** Attempts that did not verify. */
  refused = [];
  /** The headers of the last attempt. */
  headers;
  /** @type {(response: http.ServerResponse, body: any, id: string) => any} what is done with a verified attempt */
  answer = OK;
  #ids = new Set();
  #secrets = [];
  #server = http.createServer((request, response) => this.#receive(request, response));

  static async start(port = 0) {
    const endpoint = new Endpoint();
    await endpoint.listen(port);
    return endpoint;
  }

  listen(port = 0) {
    return new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(port, "127.0.0.1", () => done(this));
    });
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/hook`;
  }

  get port() {
    return this.#server.address().port;
  }

  /** Each attempt has to verify by each of these. */
  verifyBy(...secrets) {
    this.#secrets = secrets.map((secret) => new Webhook(secret));
    return this;
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** The bodies of a type, in the order of arrival. */
  of(type) {
    return this.accepted.filter((each) => each.body.type === type).map((each) => each.body);
  }

  async #receive(request, response) {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // cut off half-way: as if it had never come
    }
    this.attempts++;
    this.headers = request.headers;
    const raw = Buffer.concat(chunks).toString();
    const id = request.headers["webhook-id"];
    let body;
    try {
      for (const secret of this.#secrets) secret.verify(raw, request.headers);
      body = JSON.parse(raw);
    } catch (error) {
      this.refused.push(`${error.message}: ${raw}`);
      response.writeHead(400).end();
      return;
    }
    this.raw = raw;
    this.answer(response, body, id);
    // A 2xx that has begun counts, whatever comes of its body.
    if (response.headersSent) this.#keep(response, id, body);
    else response.once("finish", () => this.#keep(response, id, body));
  }

  #keep(response, id, body) {
    if (response.statusCode >= 300) return;
    if (this.#ids.has(id)) this.duplicates++;
    else this.accepted.push({ id, body });
    this.#ids.add(id);
  }

  /** Takes no connections any more and drops those that there are. */
  close() {
    return new Promise((done) => {
      this.#server.close(done);
      this.#server.closeAllConnections();
    });
  }
}
