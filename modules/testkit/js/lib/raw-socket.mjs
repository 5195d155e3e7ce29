import WebSocket from "ws";
import { until } from "./until.mjs";

/** A bare WebSocket that says exactly what it is told to, for what no stock client would say. */
export class RawSocket {
  /** @type {(string | Buffer)[]} */
  frames = [];
  closed = null;

  constructor(url) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    });
    this.socket.on("message", (data, binary) => this.frames.push(binary ? data : data.toString()));
    this.socket.on("close", (code) => (this.closed = { code }));
    this.socket.on("error", (error) => (this.error = error));
  }

  static async open(url) {
    const raw = new RawSocket(url);
    await raw.frame((frame) => frame.startsWith("0{"), "the handshake");
    return raw;
  }

  /** One that has joined the main namespace. */
  static async connected(url) {
    const raw = await RawSocket.open(url);
    raw.say("40");
    await raw.frame((frame) => frame.startsWith('40{"sid"'), "the CONNECT reply");
    return raw;
  }

  say(...frames) {
    for (const frame of frames) this.socket.send(frame);
  }

  /** The first frame that is as expected, of those that came and those to come. */
  frame(matches, what) {
    return until(
      () => `${what}; closed: ${JSON.stringify(this.closed)}, error: ${this.error}, last: ${this.frames.at(-1)}`,
      () => this.frames.find((frame) => typeof frame === "string" && matches(frame)),
      10,
    );
  }

  close() {
    this.socket.terminate();
  }
}
