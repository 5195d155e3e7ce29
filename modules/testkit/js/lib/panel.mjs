import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { io } from "socket.io-client";
import { text, urls } from "./settings.mjs";
import { until } from "./until.mjs";

/** A client key that is the secret alone. */
export const secret = () => text("API_SECRET");

/** Where HTTP goes to: the last node, so that sockets are elsewhere in a cluster. */
const http = () => urls().at(-1) + text("HTTP_PATH", "");

/**
 * A request to the routes of chat-panel.
 *
 * @param {{ key?: string, token?: string, body?: any, form?: FormData, headers?: Record<string, string> }} more `body` is
 *   sent as JSON unless it is a string or bytes, which go as they are
 */
export async function call(method, path, { key, token, body, form, headers = {} } = {}) {
  const all = { ...headers };
  if (key !== undefined) all.clientKey = key;
  if (token !== undefined) all.Authorization = `Bearer ${token}`;
  const json = body !== undefined && !("Content-Type" in all);
  if (json) all["Content-Type"] = "application/json";
  const raw = typeof body === "string" || body instanceof Uint8Array || body === undefined;
  const answer = await fetch(http() + path, { method, headers: all, body: form ?? (raw ? body : JSON.stringify(body)) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString(), json: parsed(bytes) };
}

function parsed(bytes) {
  try {
    return JSON.parse(bytes);
  } catch {
    return undefined;
  }
}

/** As the backend. */
export const backend = (method, path, body) => call(method, path, { key: secret(), body });

/** As the backend, for what has to work: the content of the envelope. */
export async function made(method, path, body) {
  const { status, json, text } = await backend(method, path, body);
  assert.equal(status, method === "POST" ? 201 : 200, text);
  assert.ok([200, 201].includes(json.statusCode), text);
  return json.content;
}

export const newUser = (nickname = "ann") => made("POST", "/user", { nickname });

export const newRoom = (name, ...users) => made("POST", "/room", { name, users: users.map(({ id }) => id) });

export const tokenOf = async (user) => (await made("POST", "/auth/init", { user_id: user.id })).token;

/** Sends as the backend does in a user's name. */
export const say = (user, room, body) => call("POST", `/room/${room.id}/message/send`, { key: keyOf(user), body });

export const keyOf = (user) => `${secret()}.${user.id}`;

/** An envelope with nothing in it. */
export function assertHandled({ status, text }, http, statusCode, message) {
  assert.equal(status, http, text);
  assert.equal(text, JSON.stringify({ message: [message], statusCode }));
}

/** What a handler throws: no envelope, and no name of the error. */
export function assertThrown({ status, text }, statusCode, message) {
  assert.equal(status, statusCode, text);
  assert.equal(text, JSON.stringify({ statusCode, message }));
}

/** What is refused before a handler has it. */
export function assertInvalid({ status, text }, ...messages) {
  assert.equal(status, 400, text);
  assert.equal(text, JSON.stringify({ message: messages, error: "Bad Request", statusCode: 400 }));
}

export function assertForbidden({ status, text }, what) {
  assert.equal(text, JSON.stringify({ message: "Forbidden resource", error: "Forbidden", statusCode: 403 }), what);
  assert.equal(status, 403, what);
}

export const NOT_YOURS = "The room does not belong to the logged in user";
export const NOT_JOINED = "An error occured while joining the room";
export const NOT_SENT = "An error occurred while processing your message";

export const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The claims of a token, which is signed as it has to be. */
export function claimsOf(token) {
  const [head, payload, signature] = token.split(".");
  const good = createHmac("sha256", text("JWT_SECRET")).update(`${head}.${payload}`).digest("base64url");
  assert.equal(signature, good, "signed by HS256");
  assert.equal(JSON.parse(Buffer.from(head, "base64url")).alg, "HS256");
  return JSON.parse(Buffer.from(payload, "base64url"));
}

/** A stock client of chat-panel, which keeps what it hears. */
export class PanelClient {
  connects = 0;
  lost = [];
  messages = [];
  errors = [];

  constructor(url, options) {
    this.socket = io(url, { forceNew: true, reconnectionDelay: 50, ...options });
    this.socket.on("connect", () => this.connects++);
    this.socket.on("disconnect", (reason) => this.lost.push(reason));
    this.socket.on("new_message", (...args) => this.messages.push(args));
    this.socket.on("error", (...args) => this.errors.push(args));
  }

  /** One that is connected as a user, and remains so. */
  static async of(user, url = urls()[0], options = {}) {
    const extraHeaders = { Authorization: `Bearer ${await tokenOf(user)}` };
    const client = new PanelClient(url + text("NAMESPACE", ""), { transports: ["websocket"], extraHeaders, ...options });
    await until("a user connects", () => client.connects > 0);
    return client;
  }

  emit(event, ...args) {
    this.socket.emit(event, ...args);
  }

  ask(event, ...args) {
    return this.socket.timeout(20_000).emitWithAck(event, ...args);
  }

  async join(room) {
    assert.deepEqual(await this.ask("join_room", { room_id: room.id }), { ok: true, room_id: room.id });
    return this;
  }

  /** Waits for a message with this text, and takes it to be all that there is of it. */
  async hears(content) {
    const [args] = await until(
      () => `"${content}" is heard; heard: ${JSON.stringify(this.messages)}; errors: ${JSON.stringify(this.errors)}`,
      () => {
        const found = this.messages.filter(([message]) => message.text_message?.content === content);
        return found.length > 0 && found;
      },
    );
    assert.equal(args.length, 1, "one argument");
    return args[0];
  }

  /** What was heard until now, by its text. */
  get heard() {
    return this.messages.map(([message]) => message.text_message?.content);
  }

  close() {
    this.socket.disconnect();
  }
}
