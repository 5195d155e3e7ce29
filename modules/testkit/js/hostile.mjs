// Packets that no stock client sends cost their sender the connection, as with the reference, and nobody else notices.
import assert from "node:assert/strict";
import { Bystanders } from "./lib/bystanders.mjs";
import { fatal, harmless } from "./lib/packets.mjs";
import { RawPoll, request } from "./lib/raw-poll.mjs";
import { RawSocket } from "./lib/raw-socket.mjs";
import { scenario } from "./lib/scenario.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const [url] = urls();
const PING = '4212345["ping"]';
const isPong = (frame) => frame.startsWith('4312345[{"ok":true');

await scenario("hostile packets", async (onEnd) => {
  const bystanders = await Bystanders.at(urls());
  onEnd(() => bystanders.close());

  await beforeConnect();
  for (const frames of fatal) await ends(frames);
  for (const frames of harmless) await leavesUsable(frames);
  await leavingTheNamespaceIsTakenSeriously();
  await nestingIsSurvived();
  await unknownNamespaceIsRefused();
  await oversizeMessageEndsTheWebSocket();
  await handshakesAreChecked();
  await oversizePostIsRefusedAndTheSessionStays();
  await brokenPollingEndsTheSession();
  await overlappingPollsEndTheSession();

  for (const node of urls()) assert.equal((await request(node, "GET", "/health/ready")).status, 200);
  const words = await bystanders.undisturbed();
  return `${fatal.length + harmless.length} kinds of packets, bystanders exchanged ${words} words meanwhile`;
});

async function gone(raw, what) {
  await until(
    () => `the connection is closed after ${what}; last: ${raw.frames.at(-1)}`,
    () => raw.closed,
    10,
  );
}

async function beforeConnect() {
  const raw = await RawSocket.open(url);
  raw.say('42["x"]');
  await gone(raw, "an event before CONNECT");
}

async function ends(frames) {
  const raw = await RawSocket.connected(url);
  raw.say(...frames);
  await gone(raw, JSON.stringify(frames));
}

async function leavesUsable(frames) {
  const raw = await RawSocket.connected(url);
  raw.say(...frames, PING);
  await raw.frame(isPong, `an answer after ${JSON.stringify(frames)}`);
  raw.close();
}

async function leavingTheNamespaceIsTakenSeriously() {
  const again = await left();
  again.say("40");
  await until(
    "a second CONNECT reply",
    () => again.frames.filter((frame) => frame.startsWith('40{"sid"')).length === 2,
  );
  again.say(PING);
  await again.frame(isPong, "an answer after joining again");
  again.close();
  const outside = await left();
  outside.say('42["x"]');
  await gone(outside, "an event after leaving");
}

/** A connection that was in the main namespace and has left it; leaving has no answer, so another question follows. */
async function left() {
  const raw = await RawSocket.connected(url);
  raw.say("41", "40/nope");
  await raw.frame((frame) => frame.startsWith("44/nope"), "the refusal of another namespace");
  return raw;
}

/** Whether it is taken or not: a stack must not overflow over it. */
async function nestingIsSurvived() {
  const raw = await RawSocket.connected(url);
  raw.say(`42["join",${"[".repeat(200_000)}${"]".repeat(200_000)}]`, PING);
  await until("an answer or an end after deep nesting", () => raw.closed || raw.frames.find(isPong), 10);
  raw.close();
}

async function unknownNamespaceIsRefused() {
  const raw = await RawSocket.connected(url);
  raw.say("40/nope");
  await raw.frame((frame) => frame === '44/nope,{"message":"Invalid namespace"}', "the refusal");
  raw.say(PING);
  await raw.frame(isPong, "an answer after an unknown namespace");
  raw.close();
}

async function oversizeMessageEndsTheWebSocket() {
  const { maxPayload } = (await RawPoll.open(url)).handshake;
  const fits = await RawSocket.connected(url);
  const around = '42["join",""]'.length;
  fits.say(`42["join","${"x".repeat(maxPayload - around)}"]`, PING);
  await fits.frame(isPong, "an answer after a message of exactly maxPayload bytes");
  fits.close();
  const raw = await RawSocket.connected(url);
  raw.say(`42["join","${"x".repeat(maxPayload - around + 1)}"]`);
  await gone(raw, "a message of more than maxPayload bytes");
}

async function handshakesAreChecked() {
  const refusals = [
    ["GET", "EIO=4&transport=__proto__", 0],
    ["GET", "EIO=4", 0],
    ["GET", "EIO=4&transport=polling&sid=constructor", 1],
    ["POST", "EIO=4&transport=polling", 2],
    ["GET", "EIO=4&transport=websocket", 3],
    ["GET", "EIO=5&transport=polling", 5],
    ["GET", "transport=polling", 5],
  ];
  for (const [method, query, code] of refusals) {
    const answer = await request(url, method, `/socket.io/?${query}`);
    assert.equal(answer.status, 400, query);
    assert.equal(answer.json.code, code, query);
  }
}

async function oversizePostIsRefusedAndTheSessionStays() {
  const raw = await RawPoll.connected(url);
  const answer = await raw.post(`42["join","${"x".repeat(raw.handshake.maxPayload)}"]`);
  assert.equal(answer.status, 413);
  assert.equal((await raw.post(PING)).status, 200);
  assert.ok(isPong((await raw.get()).text), "the session stays");
}

async function brokenPollingEndsTheSession() {
  for (const [body, headers] of [
    ["x"],
    [""],
    ["4abc"],
    ["\u001e"],
    [`${PING}\u001e\u001e`],
    ["b!"],
    ["4", { "Content-Type": "application/octet-stream" }],
  ]) {
    const raw = await RawPoll.connected(url);
    const answer = await raw.post(body, headers);
    assert.ok([200, 400].includes(answer.status), `${JSON.stringify(body)}: ${answer.status}`);
    const after = await raw.get();
    const ended = after.json?.code === 1 || /(^|\u001e)1$/.test(after.text);
    assert.ok(ended, `the session has ended after ${JSON.stringify(body)}: ${after.status} ${after.text}`);
    assert.equal((await raw.get()).json?.code, 1);
  }
}

async function overlappingPollsEndTheSession() {
  const raw = await RawPoll.connected(url);
  const answers = await Promise.all([raw.get(), raw.get()]);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 400]);
  assert.equal(answers.find((answer) => answer.status === 200).text, "1");
  assert.equal((await raw.get()).json.code, 1);
}
