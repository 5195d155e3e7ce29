import http from "node:http";
import { Webhook } from "standardwebhooks";

/** An application's webhook receiver. It verifies each delivery with the stock library and keeps those that passed. */
export class Receiver {
  /** @type {Map<string, any>} bodies by webhook-id: a repeated delivery has the same one */
  deliveries = new Map();
  refused = [];
  #server = http.createServer((request, response) => this.#receive(request, response));
  #fails;

  /**
   * @param {string} secret whsec_...
   * @param {(body: any, id: string) => boolean} fails deliveries to answer with 503
   */
  constructor(secret, fails = () => false) {
    this.webhook = new Webhook(secret);
    this.#fails = fails;
  }

  listen(port) {
    return new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(port, "127.0.0.1", () => done(this));
    });
  }

  /** What was told of these sockets. */
  told(ids, type = undefined) {
    const all = [...this.deliveries.values()];
    return all.filter((body) => ids.includes(body.data.socket) && (type === undefined || body.type === type));
  }

  async #receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.statusCode = this.#take(Buffer.concat(chunks), request.headers);
    response.end();
  }

  #take(raw, headers) {
    const id = headers["webhook-id"];
    try {
      const body = this.webhook.verify(raw, headers);
      if (this.#fails(body, id)) return 503;
      this.deliveries.set(id, body);
      return 204;
    } catch (error) {
      this.refused.push(`${error.message}: ${JSON.stringify(headers)} ${raw}`);
      return 400;
    }
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
