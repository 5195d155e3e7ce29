import assert from "node:assert/strict";
import { closeAll, connect } from "./client.mjs";
import { Emitter } from "./emitter.mjs";
import { urls } from "./settings.mjs";
import { until } from "./until.mjs";

const AT_ONCE = 20;
const room = "public:orders";
const user = "ann";

/** A tenant: a client on each node in the room, another as the user, and a backend beside each node. */
export class Tenant {
  static async start(admin, name) {
    const app = Object.assign(new Tenant(), await admin.app({ name }), { name });
    const { token } = await admin.as(app.key).ask("POST", "/tokens", { user });
    const options = { query: { app: app.id }, transports: ["websocket"] };
    app.members = await Promise.all(urls().map((url) => connect(url, options)));
    app.user = await connect(urls().at(-1), { ...options, auth: { token } });
    app.backends = urls().map((url) => new Emitter(url));
    for (const member of app.members) await member.join(room);
    return app;
  }

  get clients() {
    return [...this.members, this.user];
  }

  /** Emits so many events, by each way in its turn, several at the same time. */
  all(count) {
    return Array.from({ length: AT_ONCE }, async (_, i) => {
      for (let n = i; n < count; n += AT_ONCE) await this.#emit(n);
    });
  }

  async #emit(n) {
    const backend = this.backends[n % this.backends.length];
    const data = { app: this.id, n };
    switch (n % 4) {
      case 0:
        return this.#post(backend, { event: "order", rooms: [room], users: [user], payload: data });
      case 1:
        return this.#post(backend, { event: "order", payload: data });
      case 2:
        return this.#post(backend, { event: "order", users: [user], payload: data });
      default: {
        const answer = await this.members[n % 3].ask("publish", { room, event: "order", data });
        assert.equal(answer.ok, true, JSON.stringify(answer));
      }
    }
  }

  async #post(backend, body) {
    const headers = { "X-Api-Key": this.key, "Content-Type": "application/json" };
    const { status, text } = await backend.post("/api/v1/emit", JSON.stringify(body), headers);
    assert.equal(status, 202, text);
  }

  /** Each of its clients has what was for it, of so many events, once, and nothing of anybody else. */
  async hasAll(count) {
    const all = Array.from({ length: count }, (_, n) => n);
    for (const client of this.clients) {
      const due = all.filter((n) => this.#isFor(client, n));
      await until(
        () => `a client of ${this.name} has ${due.length} orders; ${client.received("order").length} until now`,
        () => client.received("order").length >= due.length,
        60,
      );
      const orders = client.received("order");
      assert.deepEqual([...new Set(orders.map(({ app }) => app))], [this.id], "all are of its own app");
      assert.deepEqual(orders.map(({ n }) => n).sort((a, b) => a - b), due, "each once");
    }
  }

  #isFor(client, n) {
    const [toBoth, toAll, toUser, published] = [0, 1, 2, 3].map((way) => n % 4 === way);
    if (toBoth || toAll) return true;
    if (client === this.user) return toUser;
    return published && client !== this.members[n % 3];
  }

  close() {
    closeAll(this.clients);
    for (const backend of this.backends) backend.close();
  }
}
