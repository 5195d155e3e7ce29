import { Emitter } from "./emitter.mjs";

/** A bare long-polling session that says exactly what it is told to. */
export class RawPoll {
  constructor(url, sid, handshake) {
    this.url = url;
    this.path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    this.handshake = handshake;
  }

  static async open(url) {
    const { text } = await request(url, "GET", "/socket.io/?EIO=4&transport=polling");
    const handshake = JSON.parse(text.slice(1));
    return new RawPoll(url, handshake.sid, handshake);
  }

  static async connected(url) {
    const raw = await RawPoll.open(url);
    await raw.post("40");
    await raw.get();
    return raw;
  }

  get() {
    return request(this.url, "GET", this.path);
  }

  post(body, headers = { "Content-Type": "text/plain;charset=UTF-8" }) {
    return request(this.url, "POST", this.path, headers, body);
  }
}

/** One request over a connection of its own. */
export async function request(url, method, path, headers, body) {
  const http = new Emitter(url);
  try {
    return await http.request(method, path, headers, body);
  } finally {
    http.close();
  }
}
