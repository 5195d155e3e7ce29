import net from "node:net";
import { request } from "./raw-poll.mjs";

const LOOK_MS = 100;

/** A load balancer of connections: each goes to the next node of those that say that they are ready. */
export class Balancer {
  #nodes;
  #ready;
  #turn = 0;
  #open = new Set();
  #server = net.createServer((near) => this.#pass(near));
  #looking;

  static async listen(urls) {
    const balancer = new Balancer(urls);
    await new Promise((done) => balancer.#server.listen(0, "127.0.0.1", done));
    return balancer;
  }

  constructor(urls) {
    this.#nodes = urls;
    this.#ready = urls;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async #look() {
    const states = await Promise.all(
      this.#nodes.map((url) => request(url, "GET", "/health/ready").then(({ status }) => status, () => 0)),
    );
    this.#ready = this.#nodes.filter((_, i) => states[i] === 200);
  }

  #pass(near) {
    near.on("error", () => {});
    if (this.#ready.length === 0) return near.destroy();
    const { hostname, port } = new URL(this.#ready[this.#turn++ % this.#ready.length]);
    const far = net.connect(port, hostname);
    far.on("error", () => near.destroy());
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    this.#open.add(near);
    near.on("close", () => this.#open.delete(near));
  }

  close() {
    clearInterval(this.#looking);
    this.#server.close();
    for (const near of this.#open) near.destroy();
  }
}
