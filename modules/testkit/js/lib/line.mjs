import net from "node:net";

/** A line to a node, which can be cut: whatever goes over it breaks off. */
export class Line {
  #ends = new Set();
  #server;

  static to(url) {
    const line = new Line();
    line.#server = net.createServer((near) => line.#join(near, net.connect(new URL(url).port, "127.0.0.1")));
    return new Promise((done) => line.#server.listen(0, "127.0.0.1", () => done(line)));
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  #join(near, far) {
    for (const [end, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#ends.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        this.#ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }

  cut() {
    for (const end of this.#ends) end.resetAndDestroy();
  }

  close() {
    this.#server.close();
    this.cut();
  }
}
