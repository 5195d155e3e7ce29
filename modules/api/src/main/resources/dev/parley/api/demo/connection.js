// The stock client, and what becomes of its connection, made visible.

import { Refusal } from "./session.js";
import { many, nodeName, seconds } from "./words.js";

const ANSWER_MS = 10_000;
const MEASURE_EVERY_MS = 5_000;
const LOOK_AGAIN_MS = 300;
const LOOKS = 10;
/** How long the cable stays out, when it is pulled by hand: long enough for others to say something meanwhile. */
const CUT_MS = 4_000;
const RETRY_MS = 500;

export class Connection {
  #session;
  #state;
  #socket;
  #lostAt;
  #caughtUp = 0;

  /** What the page does when it is connected anew, and has to ask for everything. It answers how much it had missed. */
  onFresh = async () => 0;
  /** What it does each time, when all else is as it was. */
  onReady = () => {};
  /** Where what happened to the connection is written down. */
  onStory = () => {};

  constructor(session, state) {
    this.#session = session;
    this.#state = state;
  }

  async open() {
    const { io } = await import(this.#session.client);
    const url = new URL(this.#session.namespace, location.origin).href;
    this.#socket = io(url, {
      path: this.#session.path,
      auth: (say) => say({ token: this.#session.token }),
      transports: ["polling", "websocket"],
      tryAllTransports: true,
      reconnectionDelay: RETRY_MS,
      reconnectionDelayMax: 3_000,
    });
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("disconnect", (reason) => this.#lost(reason));
    this.#socket.on("connect_error", (error) => this.#failed(error));
    this.#socket.on("message", () => this.#caughtUp++);
    this.#socket.on("token:expiring", () => this.#refresh());
    this.#socket.io.on("open", () => this.#opened());
    setInterval(() => this.#measure(), MEASURE_EVERY_MS);
  }

  on(event, listener) {
    this.#socket.on(event, listener);
  }

  get isOnline() {
    return this.#socket?.connected === true;
  }

  /** The acknowledgement of an event. Fails with a Refusal if that is what it says, and otherwise if there is none. */
  async ask(event, argument = {}) {
    if (!this.isOnline) throw new Error("not connected");
    const answer = await this.#socket.timeout(ANSWER_MS).emitWithAck(event, argument);
    if (!answer.ok) throw new Refusal(answer.error);
    return answer;
  }

  /** Pulls the cable for a moment. */
  cut() {
    if (!this.isOnline) return;
    const manager = this.#socket.io;
    manager.reconnectionDelay(CUT_MS);
    manager.randomizationFactor(0);
    manager.engine.close();
  }

  /** The connection of the engine is there; the namespace is not joined yet. */
  #opened() {
    const { engine } = this.#socket.io;
    this.#state.link.transports = [engine.transport.name];
    engine.once("upgrade", (transport) => {
      this.#state.link.transports.push(transport.name);
      this.#state.changed();
    });
  }

  async #connected() {
    const { recovered, id } = this.#socket;
    const away = this.#lostAt === undefined ? undefined : performance.now() - this.#lostAt;
    this.#lostAt = undefined;
    this.#socket.io.reconnectionDelay(RETRY_MS);
    this.#socket.io.randomizationFactor(0.5);
    this.#link({ phase: "online", node: undefined, story: "" });
    const caught = recovered ? this.#catchUp() : this.onFresh();
    const told = caught.then((missed) => this.#tell(recovered, away, missed)).catch((fault) => this.#stuck(fault));
    await Promise.all([this.#findNode(id), told, this.#measure()]);
    if (this.#socket.id === id) this.onReady();
  }

  /** Who was cut off again meanwhile is told of that already. */
  #stuck(fault) {
    if (fault instanceof Refusal) this.#link({ story: fault.message });
  }

  /** What was missed comes before the answer to whatever is asked now. */
  async #catchUp() {
    this.#caughtUp = 0;
    await this.ask("ping");
    return this.#caughtUp;
  }

  #tell(recovered, away, missed) {
    if (away === undefined) return;
    const back = `back after ${seconds(away)}`;
    const messages = many(missed, "message");
    const story = recovered
      ? `${back}, recovered: ${missed > 0 ? `${messages} that you missed` : "you missed nothing"}`
      : `${back}, as a new session: ${missed > 0 ? `${messages} from the history` : "nothing new in the history"}`;
    this.#link({ story });
    this.onStory(recovered ? "recovered" : "renewed", story);
  }

  #lost(reason) {
    this.#lostAt = performance.now();
    this.#link({ phase: "away", transports: [], rtt: undefined, story: `connection lost (${reason}) …` });
    this.onStory("lost", "connection lost");
    // The server has put this client out; the stock client leaves it at that, and this one asks to be let in again.
    if (reason === "io server disconnect") this.#again();
  }

  async #failed(error) {
    this.#link({ story: `${error.message} Trying again …` });
    if (!this.#socket.active) this.#again();
  }

  /** Comes again with a new token: the one before has perhaps expired. */
  async #again() {
    await new Promise((rested) => setTimeout(rested, 2 * RETRY_MS));
    await this.#session.renew().catch(() => {});
    this.#socket.connect();
  }

  async #refresh() {
    await this.ask("token:refresh", { token: await this.#session.renew() }).catch(() => {});
  }

  /** Behind a load balancer any node may have the connection: the cluster knows which. */
  async #findNode(id) {
    for (let look = 0; look < LOOKS && this.#socket.id === id; look++) {
      const found = await this.#session.ask("GET", `sockets/${encodeURIComponent(id)}`).catch(() => undefined);
      if (found && this.#socket.id === id) return this.#link({ node: nodeName(found.node), nodeId: found.node });
      await new Promise((rested) => setTimeout(rested, LOOK_AGAIN_MS));
    }
  }

  async #measure() {
    if (!this.isOnline) return;
    const started = performance.now();
    const answered = await this.ask("ping").catch(() => undefined);
    if (answered) this.#link({ rtt: Math.max(1, Math.round(performance.now() - started)) });
  }

  #link(changes) {
    Object.assign(this.#state.link, changes);
    this.#state.changed();
  }
}
