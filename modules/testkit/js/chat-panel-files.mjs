// Pictures in messages of chat-panel, one check at a time: CHECK names it. FILES is the folder that the nodes keep them in.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import {
  assertForbidden,
  assertHandled,
  assertInvalid,
  assertThrown,
  backend,
  call,
  keyOf,
  made,
  newRoom,
  newUser,
  NOT_YOURS,
  PanelClient,
  tokenOf,
  UUID,
} from "./lib/panel.mjs";
import { scenario } from "./lib/scenario.mjs";
import { text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const LARGEST = 26_214_400;
const TYPE = "Validation failed (expected type is jpeg|png)";
const SIZE = "Validation failed (expected size is less than 26214400)";
const JPEG = Buffer.from("ffd8ffe000104a46494600", "hex");
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const there = urls()[1 % urls().length];

/** Every file below the folder, wherever. */
const kept = () => readdirSync(text("FILES"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

function form(files, content) {
  const data = new FormData();
  if (content !== undefined) data.set("textMessage", content);
  for (const { field = "fileMessages", bytes, type, name = "picture" } of files) {
    data.append(field, new Blob([bytes], { type }), name);
  }
  return data;
}

const jpeg = { bytes: JPEG, type: "image/jpeg", name: "a.jpg" };
const png = { bytes: PNG, type: "image/png", name: "b.png" };
const send = (user, room, data) => call("POST", `/room/${room.id}/message/send`, { key: keyOf(user), form: data });

/** What is refused as a wrong file is refused as such, and leaves nothing. */
async function assertRefused(user, room, data, message, what) {
  const { status, text } = await send(user, room, data);
  assert.equal(text, JSON.stringify({ message, error: "Bad Request", statusCode: 400 }), what);
  assert.equal(status, 400, what);
}

async function assertNothingNew(before, room) {
  await until(
    () => `nothing is left: ${kept().map(({ name }) => name)}`,
    () => kept().length === before,
  );
  assert.equal((await made("GET", `/room/${room.id}`)).messages.length, 0);
}

const checks = {
  async filesComeWithTheirMessageAndMembersGetThem(onEnd) {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", ann);
    const client = await (await PanelClient.of(ann, there)).join(room);
    onEnd(() => client.close());
    const { status, json, text } = await send(ann, room, form([jpeg, png], "look"));
    assert.equal(status, 201, text);
    assert.deepEqual([json.message, json.statusCode], [["Successfully sent message"], 200]);
    assert.deepEqual(Object.keys(json.content).slice(-2), ["text_message", "files"]);
    assert.deepEqual(await client.hears("look"), json.content);
    const [first, second] = json.content.files;
    assert.deepEqual(Object.keys(first), ["id", "type", "size", "name"]);
    assert.match(first.id, UUID);
    assert.deepEqual({ ...first, id: 0 }, { id: 0, type: "image/jpeg", size: JPEG.length, name: "a.jpg" });
    assert.deepEqual({ ...second, id: 0 }, { id: 0, type: "image/png", size: PNG.length, name: "b.png" });
    assert.deepEqual((await made("GET", `/room/${room.id}`)).messages[0].files, json.content.files);

    const path = `/room/${room.id}/file/${second.id}`;
    for (const credentials of [{ key: keyOf(ann) }, { token: await tokenOf(ann) }, { key: keyOf(bob) }]) {
      const file = await call("GET", path, credentials);
      assert.equal(file.status, 200, file.text);
      assert.deepEqual(file.bytes, PNG);
      assert.equal(file.headers.get("Content-Type"), "image/png");
      assert.equal(file.headers.get("X-Content-Type-Options"), "nosniff");
      assert.match(file.headers.get("Content-Disposition"), /^attachment; /);
    }
    assertThrown(await call("GET", path, { token: await tokenOf(bob) }), 403, NOT_YOURS);
    assertForbidden(await call("GET", path), "nobody");
    const other = await newRoom("other", ann);
    assertThrown(await call("GET", `/room/${other.id}/file/${second.id}`, { key: keyOf(ann) }), 404, "File not found!");
  },

  async filesNeedNoText(onEnd) {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const client = await (await PanelClient.of(ann, there)).join(room);
    onEnd(() => client.close());
    const { json, text } = await send(ann, room, form([jpeg]));
    assert.equal(json.statusCode, 200, text);
    assert.equal(json.content.text_message, null);
    await until("it is heard", () => client.messages.length > 0);
    assert.deepEqual(client.messages, [[json.content]]);
  },

  async tenLargeFilesAreTaken() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const largest = { ...jpeg, bytes: Buffer.concat([JPEG, Buffer.alloc(LARGEST - JPEG.length, 7)]) };
    const { json, text } = await send(ann, room, form([largest, ...Array(9).fill(png)], "ten"));
    assert.equal(json?.statusCode, 200, text);
    assert.deepEqual(json.content.files.map(({ size }) => size), [LARGEST, ...Array(9).fill(PNG.length)]);
    const file = await call("GET", `/room/${room.id}/file/${json.content.files[0].id}`, { key: keyOf(ann) });
    assert.ok(file.bytes.equals(largest.bytes));
  },

  async whatIsNoPictureIsRefusedWhateverItIsCalled() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const before = kept().length;
    const html = Buffer.from("<script>alert(1)</script>");
    const wrong = {
      "declared as something else": { ...jpeg, type: "image/gif" },
      "without a type": { ...jpeg, type: "" },
      "something else that is declared as a picture": { bytes: html, type: "image/png", name: "a.png" },
      empty: { ...png, bytes: Buffer.alloc(0) },
      "cut off": { ...png, bytes: PNG.subarray(0, 7) },
    };
    for (const [what, file] of Object.entries(wrong)) {
      await assertRefused(ann, room, form([file], "x"), TYPE, what);
      await assertRefused(ann, room, form([jpeg, file], "x"), TYPE, `${what}, behind a good one`);
    }
    const large = { ...jpeg, bytes: Buffer.concat([JPEG, Buffer.alloc(LARGEST)]) };
    await assertRefused(ann, room, form([png, large], "x"), SIZE, "too large");
    await assertRefused(ann, room, form([{ ...jpeg, field: "files" }], "x"), "Unexpected field", "a wrong name");
    await assertRefused(ann, room, form(Array(11).fill(png), "x"), "Unexpected field", "eleven");
    await assertNothingNew(before, room);
  },

  async filesOfMessagesThatAreRefusedAreNotKept() {
    const [ann, bob] = [await newUser("ann"), await newUser("bob")];
    const room = await newRoom("lobby", ann);
    const before = kept().length;
    assertThrown(await send(bob, room, form([jpeg], "x")), 403, NOT_YOURS);
    assertForbidden(await call("POST", `/room/${room.id}/message/send`, { form: form([jpeg], "x") }), "nobody");
    assertInvalid(await send(ann, room, form([jpeg], "x".repeat(10_001))), "textMessage is longer than allowed");
    assertHandled(await send(ann, room, form([], "")), 201, 400, "Message is emtpy!");
    await abortedUpload(ann, room);
    await assertNothingNew(before, room);
  },

  async whatNeverEndsIsCutOffAndLeavesNothing() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const before = kept().length;
    const chunk = `f4240\r\n${Buffer.alloc(1_000_000).toString("latin1")}\r\n`;
    const answer = await upload(ann, room, async (socket, said) => {
      for (let sent = 0; sent < 300; sent++) {
        if (!socket.write(chunk, "latin1")) await once(socket, "drain");
      }
      await until("it is answered", () => said().includes("}"));
    });
    assert.match(answer, /^HTTP\/1.1 413 /);
    assert.match(answer, /\{"statusCode":413,"message":"request entity too large"\}$/);
    await assertNothingNew(before, room);
  },

  async noNameLeadsOutOfTheFolder() {
    const ann = await newUser();
    const room = await newRoom("lobby", ann);
    const names = ["../../../../evil.jpg", "/etc/passwd", "..\\evil.png", "a\u{0}b.jpg", "x".repeat(300)];
    const { json, text } = await send(ann, room, form(names.map((name) => ({ ...jpeg, name }))));
    assert.equal(json?.statusCode, 200, text);
    for (const { id, name } of json.content.files) {
      assert.ok(name.length <= 100);
      const [file] = kept().filter((entry) => entry.name === `${id}.jpg`);
      assert.deepEqual(readFileSync(join(file.parentPath ?? file.path, file.name)), JPEG);
    }
    assert.ok(kept().every(({ name }) => UUID.test(name.replace(/\.(jpg|png)$/, ""))));
    const ids = ["..%2f..%2fetc%2fpasswd", "..%5cx", "x", json.content.files[0].id.toUpperCase(), `${json.content.files[0].id}.jpg`];
    for (const id of ids) {
      const { status } = await call("GET", `/room/${room.id}/file/${id}`, { key: keyOf(ann) });
      assert.equal(status, 404, id);
    }
    assert.equal((await backend("GET", `/room/${encodeURIComponent("../..")}/file/${json.content.files[0].id}`)).status, 403);
  },
};

/** One whose sender goes in the middle of a file. */
async function abortedUpload(user, room) {
  const before = kept().length;
  await upload(user, room, async (socket) => {
    socket.write(`30d40\r\n${Buffer.alloc(200_000).toString("latin1")}`, "latin1");
    await until("the upload has begun", () => kept().length > before);
  });
}

/** A file in chunks that `write` sends, with which the connection ends; what the node said. */
async function upload(user, room, write) {
  const { hostname, port } = new URL(urls().at(-1));
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (bytes) => (answer += bytes));
  const part = `--b\r\nContent-Disposition: form-data; name="fileMessages"; filename="a"\r\nContent-Type: image/png\r\n\r\n`;
  socket.write(
    `POST /room/${room.id}/message/send HTTP/1.1\r\nHost: x\r\nclientKey: ${keyOf(user)}\r\n` +
      `Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n` +
      `${part.length.toString(16)}\r\n${part}\r\n`,
  );
  await write(socket, () => answer);
  socket.destroy();
  return answer;
}

await scenario(text("CHECK"), (onEnd) => checks[text("CHECK")](onEnd));
