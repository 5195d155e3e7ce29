import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { connect } from "./client.mjs";
import { until } from "./until.mjs";

let people = 0;

/** Somebody who has signed up with the messaging profile, and the stock clients that belong to the person. */
export class Person {
  constructor(url, { token, user }) {
    this.url = url;
    this.token = token;
    this.user = user;
  }

  get id() {
    return this.user._id;
  }

  /** @param {object} [changes] to what the person signs up with */
  static async signUp(url, changes = {}) {
    const username = `user-${process.pid}-${++people}`;
    const wish = { username, email: `${username}@example.org`, password: "correct horse", role: "customer", ...changes };
    const { status, json } = await call(url, "POST", "/auth/sign-up", { body: wish });
    assert.equal(status, 200, JSON.stringify(json));
    const person = new Person(url, json);
    person.password = wish.password;
    return person;
  }

  /** A device of the person that is connected and has been told who is online. */
  async device(url = this.url, options = {}) {
    const client = await connect(url, { auth: { token: this.token }, transports: ["websocket"], ...options });
    await heard(client, "online_users");
    return client;
  }

  /** An HTTP request of the person, to the node that the person uses. */
  call(method, path, body) {
    return call(this.url, method, path, { body, headers: { Authorization: `Bearer ${this.token}` } });
  }

  /** The same, which is expected to succeed. */
  async get(path) {
    const { status, json } = await this.call("GET", path);
    assert.equal(status, 200, JSON.stringify(json));
    return json;
  }
}

/** An HTTP request; a body that is a text goes as it is. */
export async function call(url, method, path, { body, headers = {} } = {}) {
  const response = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : undefined };
}

/** The message of the connect_error that an attempt ends with, which has nothing but a message. */
export async function refusedAt(url, options) {
  const socket = io(url, { forceNew: true, reconnection: false, transports: ["websocket"], ...options });
  try {
    return await new Promise((done, failed) => {
      socket.once("connect", () => failed(new Error("connected")));
      socket.once("connect_error", (error) => (error.data === undefined ? done(error.message) : failed(error)));
    });
  } finally {
    socket.disconnect();
  }
}

/** The first argument of the next event of that name, or of the first that fits; whatever came before `after` does not count. */
export async function heard(client, event, fits = () => true, after = 0) {
  const found = await until(
    () => `${event} at ${client.url}; heard: ${JSON.stringify(client.events.slice(-20))}`,
    () => client.events.slice(after).find((each) => each.event === event && fits(each.args[0])),
  );
  return found.args[0];
}

/** Emits, and waits for what it is answered by. */
export async function answered(client, emit, answer) {
  const before = client.events.length;
  client.socket.emit(...emit);
  return heard(client, answer, () => true, before);
}
