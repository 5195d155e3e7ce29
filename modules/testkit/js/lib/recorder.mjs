import { mkdirSync, writeFileSync } from "node:fs";
import { Manager } from "socket.io-client";

/** Of one event, of one side, in one namespace. */
const MOST = 40;
const LONGEST = 20_000;

/** Packet types of Socket.IO, those with attachments as the decoder leaves them. */
const [CONNECT, EVENT, ACK, BINARY_EVENT, BINARY_ACK] = [0, 2, 3, 5, 6];

const OFFSET = /^1([0-9A-Za-z]{6}[0-9a-z]+(\.[0-9A-Za-z]{6}[0-9a-z]+)*)?$/;

/** @type {Map<string, string[]>} by namespace, side and event: lines of JSON */
const seen = new Map();

function note(namespace, from, [event, ...args], ack) {
  const key = `${namespace} ${from} ${event} ${ack === undefined ? "" : "ack"}`;
  const lines = seen.get(key) ?? [];
  if (lines.length >= MOST) return;
  const line = JSON.stringify({ profile: process.env.PROFILE, namespace, from, event: String(event), args, ack });
  if (line.length <= LONGEST && !lines.includes(line)) lines.push(line);
  seen.set(key, lines);
}

/** Where a client can be recovered, every event that asks for no answer has its offset behind what is documented. */
function withoutOffset({ data, id }) {
  if (id !== undefined) return data;
  if (!OFFSET.test(data.at(-1))) throw new Error(`no offset in ${JSON.stringify(data)}`);
  return data.slice(0, -1);
}

/**
 * Notes what all stock clients of this process send, with its acknowledgement where there is one, and what they are sent;
 * writes it at the end to a file of its own.
 *
 * @param {string} folder
 */
export function record(folder) {
  const { _packet: send, ondecoded: receive } = Manager.prototype;
  Manager.prototype._packet = function (packet) {
    if (packet.type === EVENT && packet.id === undefined) note(packet.nsp, "client", packet.data);
    if (packet.type === EVENT && packet.id !== undefined) {
      this.asked ??= new Map();
      this.asked.set(`${packet.nsp} ${packet.id}`, packet.data);
    }
    return send.call(this, packet);
  };
  Manager.prototype.ondecoded = function (packet) {
    // The client itself takes notice of it in its next tick, when an event may have been decoded already.
    if (packet.type === CONNECT) (this.recoverable ??= new Map()).set(packet.nsp, Boolean(packet.data?.pid));
    if (packet.type === EVENT || packet.type === BINARY_EVENT) {
      note(packet.nsp, "server", this.recoverable?.get(packet.nsp) ? withoutOffset(packet) : packet.data);
    }
    if (packet.type === ACK || packet.type === BINARY_ACK) {
      const question = `${packet.nsp} ${packet.id}`;
      const asked = this.asked?.get(question);
      this.asked?.delete(question);
      if (asked) note(packet.nsp, "client", asked, packet.data);
    }
    return receive.call(this, packet);
  };
  process.on("exit", () => {
    if (seen.size === 0) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/${Date.now()}-${process.pid}.jsonl`, [...seen.values()].flat().join("\n"));
  });
}
