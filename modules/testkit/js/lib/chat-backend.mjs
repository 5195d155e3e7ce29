import { Admin } from "./admin.mjs";
import { Device } from "./device.mjs";
import { apiKey } from "./settings.mjs";

/** The application's backend: keeps the chat over HTTP, and lets users in. */
export class ChatBackend {
  #api;
  #devices = [];

  constructor(url) {
    this.#api = new Admin(url, apiKey());
  }

  /** Asks below /api/v1/chat, and expects this status. */
  ask(method, path, body = undefined, expected = undefined) {
    return this.#api.ask(method, `/chat${path}`, body, expected);
  }

  room(id, ...members) {
    return this.ask("POST", "/rooms", { id, members });
  }

  async token(user) {
    return (await this.#api.ask("POST", "/tokens", { user })).token;
  }

  /** A device of a user, which is connected to a node. */
  async device(url, user) {
    const device = new Device(url, user, await this.token(user));
    this.#devices.push(device);
    return device.connected();
  }

  close() {
    for (const device of this.#devices) device.close();
    this.#api.close();
  }
}
