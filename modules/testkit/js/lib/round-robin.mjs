import http from "node:http";
import net from "node:net";

/**
 * A load balancer that remembers nothing: each request, and each WebSocket, goes to the next node in turn. A node that
 * takes no connections is passed over.
 */
export class RoundRobin {
  /** Which nodes have answered requests of each session, by its id, the one that opened it first. */
  servedBy = new Map();
  /** Sessions that had a request or a WebSocket break off because a node went away. */
  broken = new Set();
  #nodes;
  #turn = 0;
  #agent = new http.Agent({ keepAlive: true });
  #server = http.createServer((request, response) => this.#pass(request, response));
  #upgradesMayPass = Promise.resolve();
  #openTheGate = () => {};

  static listen(urls, port = 0) {
    const balancer = new RoundRobin(urls);
    return new Promise((done) => balancer.#server.listen(port, "127.0.0.1", () => done(balancer)));
  }

  constructor(urls) {
    this.#nodes = urls.map((url) => new URL(url));
    this.#server.on("upgrade", (request, near, head) => this.#upgrade(request, near, head));
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Keeps WebSockets waiting from now on. */
  holdUpgrades() {
    this.#upgradesMayPass = new Promise((open) => (this.#openTheGate = open));
  }

  letUpgradesPass() {
    this.#openTheGate();
  }

  /** The nodes in the order in which a request tries them: others that come meanwhile do not take its turn. */
  #tries() {
    const first = this.#turn++ % this.#nodes.length;
    return [...this.#nodes.slice(first), ...this.#nodes.slice(0, first)];
  }

  async #pass(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    this.#try(request, Buffer.concat(chunks), response, this.#tries());
  }

  #try(request, body, response, [{ hostname, port, host }, ...others]) {
    const { method, url: path, headers } = request;
    const passed = http.request({ hostname, port, method, path, headers, agent: this.#agent }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.on("data", (chunk) => this.#remember(request, host, chunk));
      answer.on("error", () => this.#break(request, response));
      answer.pipe(response);
    });
    passed.on("error", (error) => {
      if (error.code === "ECONNREFUSED" && others.length > 0) this.#try(request, body, response, others);
      else this.#break(request, response);
    });
    response.on("close", () => passed.destroy());
    passed.end(body);
  }

  /** A session's id is in the answer to its first request, then in each request. */
  #remember(request, node, chunk) {
    const sid = sidOf(request) ?? /^(?:\d+:)?0\{"sid":"([^"]+)"/.exec(chunk)?.[1];
    if (!this.servedBy.has(sid)) this.servedBy.set(sid, new Set());
    this.servedBy.get(sid).add(node);
  }

  #break(request, near) {
    if (!near.destroyed) this.broken.add(sidOf(request));
    near.destroy();
  }

  async #upgrade(request, near, head, tries = this.#tries()) {
    near.on("error", () => {});
    await this.#upgradesMayPass;
    const [{ hostname, port, host }, ...others] = tries;
    const far = net.connect(port, hostname, () => {
      this.#remember(request, host, "");
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(request.rawHeaders.slice(i, i + 2).join(": "));
      far.write(`${lines.join("\r\n")}\r\n\r\n`);
      far.write(head);
      near.pipe(far).pipe(near);
    });
    far.on("error", (error) => {
      if (error.code === "ECONNREFUSED" && others.length > 0) this.#upgrade(request, near, head, others);
      else this.#break(request, near);
    });
    far.on("end", () => this.#break(request, near));
    near.on("close", () => far.destroy());
  }

  close() {
    this.letUpgradesPass();
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }
}

function sidOf(request) {
  return new URL(request.url, "http://any").searchParams.get("sid") ?? undefined;
}
