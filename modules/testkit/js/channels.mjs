// The contract of Socket Chat Server between clients, who use the first and the last of the nodes, and a backend, which uses
// them too: joins by token, totals, events by HTTP, refusals byte for byte.
import assert from "node:assert/strict";
import { call, check, hmacToken, Member, now, post, token } from "./lib/channels.mjs";
import { closeAll, outcome } from "./lib/client.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const here = urls()[0];
const there = urls().at(-1);
const page = text("ORIGIN");
const INVALID_KEY = '{"status":"error","code":"invalid_api_key","message":"Invalid api key"}';

/** Known vectors, long expired, made with another key. */
const OLD = [
  "eyJjaGFubmVsIjoidGVzdC0xMjMiLCJ0aW1lc3RhbXAiOjE3MDAwMDAwNjAsImRhdGEiOnsidXNlcl9pZCI6MX19YmFiZGFlNTNkZTI0YTNlNDc3M2M0MjM1NmU4MzJkOGM=",
  "eyJjaGFubmVsIjoicGjDsm5nLcOpIiwidGltZXN0YW1wIjoxNzAwMDAwMDYwLCJkYXRhIjp7IndlYmhvb2tfdXJsIjoiaHR0cDovLzEyNy4wLjAuMTo5L3doP3U9MSJ9fTJlZDM0Mjk0NzRiOTEzMTI4MzgxYjg1NWFmYzlkNmQz",
];

let channels = 0;
const fresh = () => `phòng-${process.pid}-${++channels}`;

await scenario("channels", async (onEnd) => {
  const clients = [];
  onEnd(() => closeAll(clients));
  const connect = async (url, options) => {
    const client = await Member.connect(url, options);
    clients.push(client);
    return client;
  };

  await check("1: GET /api opens for the key", async () => {
    for (const url of urls()) {
      const { status, text } = await call("GET", "/api", { url });
      assert.deepEqual([status, text], [200, '{"status":"ok"}']);
      for (const key of [null, "wrong", ""]) {
        const refused = await call("GET", "/api", { url, key });
        assert.deepEqual([refused.status, refused.text], [400, INVALID_KEY]);
      }
    }
  });

  await check("2: an event is accepted, also for a channel where nobody is", async () => {
    const { status, json } = await post({ channel: "nobody", event: "hi", data: { a: 1 } });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), ["status", "timing"]);
    assert.equal(json.status, "ok");
    assert.ok(json.timing > 0 && json.timing < 5, `${json.timing} seconds`);
  });

  await check("3: who has joined receives it once, on whichever node; 14: across nodes", async () => {
    const channel = fresh();
    const members = [await connect(here), await connect(there), await connect(there, { transports: ["polling"] })];
    for (const member of members) member.joins(token(channel, { user_id: 1 }));
    for (const member of members) await member.total(3);
    const data = { text: "xin chào", list: [1, null, "x"] };
    for (const url of [here, there]) await post({ channel, event: "greeting", data }, { url });
    for (const member of members) {
      await member.hears("greeting", 2);
      const greetings = member.events.filter(({ event }) => event === "greeting");
      assert.deepEqual(greetings.map(({ args }) => args), [[data], [data]]);
    }
  });

  await check("4: without data it is null", async () => {
    const channel = fresh();
    const member = await (await connect(there)).isIn(token(channel));
    await post({ channel, event: "bare" });
    await member.hears("bare");
    assert.deepEqual(member.events.find(({ event }) => event === "bare").args, [null]);
  });

  await check("5: a wrong key, or a changed token, opens nothing", async () => {
    const member = await connect(here);
    const good = token(fresh());
    const changed = Buffer.from(Buffer.from(good, "base64").toString().replace("phòng", "phong")).toString("base64");
    for (const bad of [...OLD, token(fresh(), {}, { key: "another" }), changed, good.slice(4)]) {
      const answer = await member.ask("join", bad);
      assert.equal(answer.ok, false);
      assert.match(answer.error.code, /^token_/);
      assert.equal(typeof answer.error.message, "string");
    }
    assert.deepEqual(await member.ask("join", hmacToken("by-hmac")), { ok: true, channel: "by-hmac" });
  });

  await check("6: an expired token opens nothing, and nobody says so", async () => {
    const channel = fresh();
    const member = await connect(here);
    member.joins(token(channel, {}, { expires: now() }), token(channel, {}, { expires: now() + 10 ** 9 }));
    const answer = await member.ask("join", token(channel, {}, { expires: now() }));
    assert.deepEqual(answer, { ok: false, error: { code: "token_expired", message: "The token has expired." } });
    const fence = fresh();
    await member.isIn(token(fence));
    await post({ channel, event: "unheard" });
    await post({ channel: fence, event: "heard" });
    await member.hears("heard");
    assert.deepEqual(member.received("unheard"), []);
    assert.equal(member.lost, null);
  });

  await check("7: the members of a channel are told how many they are", async () => {
    const channel = fresh();
    const a = await connect(here);
    assert.deepEqual(await until("1 at once", () => a.totals.length > 0 && a.totals), [1]);
    assert.deepEqual(a.events.map(({ event, args }) => [event, ...args]), [["user-total", 1]]);
    a.joins(token(channel));
    await until("1 once more, now of the channel", () => a.totals.length === 2);
    assert.deepEqual(a.totals, [1, 1]);
    const b = (await connect(there)).joins(token(channel));
    await Promise.all([a.total(2), b.total(2)]);
    b.joins(token(channel));
    const crowd = await Promise.all(Array.from({ length: 40 }, (_, i) => connect(urls()[i % urls().length])));
    for (const each of crowd) each.joins(token(channel));
    await Promise.all([a, b, ...crowd].map((each) => each.total(42)));
    assert.ok(a.totals.length < 40, `${a.totals.length} messages for 40 who come at once`);
    closeAll(crowd);
    await Promise.all([a.total(2), b.total(2)]);
    b.close();
    await a.total(1);
  });

  await check("9: a socket is in all the channels that it has joined", async () => {
    const [one, two] = [fresh(), fresh()];
    const member = await connect(there);
    await member.isIn(token(one), token(two));
    await post({ channel: one, event: "of-one" });
    await post({ channel: two, event: "of-two" });
    await member.hears("of-two");
    assert.equal(member.received("of-one").length, 1);
    assert.equal(member.received("of-two").length, 1);
  });

  await check("11: pages of listed hosts connect, others are forbidden", async () => {
    for (const transport of ["polling", "websocket"]) {
      const from = (Origin) => outcome(here, { transports: [transport], extraHeaders: Origin && { Origin } });
      for (const origin of [undefined, `https://${page}`, `http://${page}:8080`]) {
        assert.equal(await from(origin), "connected", origin);
      }
      await assert.rejects(from("https://elsewhere.example"));
      await assert.rejects(from(`https://sub.${page}`));
    }
    const handshake = (Origin, method = "GET", headers = {}) =>
      call(method, "/socket.io/?EIO=4&transport=polling", { key: null, headers: { Origin, ...headers } });
    const forbidden = await handshake("https://elsewhere.example");
    assert.deepEqual([forbidden.status, forbidden.text], [403, '{"code":4,"message":"Forbidden"}']);
    const allowed = await handshake(`http://${page}:8080`);
    assert.equal(allowed.status, 200);
    assert.equal(allowed.headers.get("access-control-allow-origin"), `http://${page}:8080`);
    const preflight = await handshake(`https://${page}`, "OPTIONS", {
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "Content-Type, X-Requested-With",
    });
    assert.ok(preflight.status < 300, `preflight ${preflight.status}`);
    assert.match(preflight.headers.get("access-control-allow-methods"), /POST/);
    assert.match(preflight.headers.get("access-control-allow-headers"), /X-Requested-With/i);
  });

  await check("12: what is wrong with an event is told as JSON", async () => {
    const wrong = { invalid_channel: "Invalid channel", invalid_event: "Invalid event" };
    const expect = async (code, body, more) => {
      const { status, json } = await post(body, more);
      assert.equal(status, 200);
      assert.equal(typeof json.timing, "number");
      delete json.timing;
      assert.deepEqual(json, { status: "error", code, message: wrong[code] });
    };
    for (const channel of [undefined, null, "", 1, {}, ["a"]]) await expect("invalid_channel", { channel, event: "e" });
    for (const event of [undefined, null, "", 1, {}, "disconnect"]) await expect("invalid_event", { channel: "c", event });
    await expect("invalid_channel", []);
    await expect("invalid_channel", "channel=a&event=b", { type: "application/x-www-form-urlencoded" });
    await expect("invalid_channel", '{"channel":"c","event":"e"}', { type: "text/plain" });
    await expect("invalid_channel", "", {});
    for (const body of ["{", '"text"', "1", "[1,]"]) {
      const { status, text } = await post(body);
      assert.deepEqual(
        [status, text],
        [500, '{"status":"error","code":"internal_server_error","message":"Internal Server Error"}'],
      );
      assert.equal((await post(body, { key: null })).text, INVALID_KEY, "the key comes first");
    }
    assert.equal((await post({ channel: "c", event: "e", data: "x".repeat(2_000_000) })).status, 413);
  });

  await check("13: there is no way around the key, and nothing harms the server", async () => {
    const body = { channel: "c", event: "e" };
    for (const path of ["/API/socket/events", "/Api/Socket/Events", "/api/socket/events/", "/%61pi/socket/events", "//api/socket/events"]) {
      const { status } = await call("POST", path, { key: null, body });
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
      assert.notEqual((await call("POST", path, { key: "wrong", body })).json?.status, "ok");
    }
    for (const path of ["/API", "/api/", "/API/v1/emit", "/api/unknown", "/API/V1"]) {
      assert.equal((await call("GET", path, { key: null })).text, INVALID_KEY, path);
    }
    assert.equal((await call("POST", "/API/Socket/Events", { body })).json.status, "ok");
    assert.equal((await call("GET", "/api/socket/events")).status, 404);

    const member = await connect(here);
    const nonsense = [123, {}, null, [], true, "", "é", "=".repeat(4_000), ["join"], { token: token("x") }];
    for (const each of nonsense) {
      member.socket.emit("join", each);
      member.socket.emit("join", each, each);
      assert.equal((await member.ask("join", each)).ok, false);
    }
    member.socket.emit("join");
    member.socket.emit("join", Buffer.from(token("x")));
    member.socket.emit(`${apiKey()}-events`, "c", "e", {});
    assert.equal((await member.ask("leave", "x")).error.code, "unknown_event");
    assert.equal(member.lost, null);
    await member.isIn(token(fresh()));
  });

  await check("Parley's own API keeps its words", async () => {
    const channel = fresh();
    const member = await (await connect(there)).isIn(token(channel));
    const { status } = await call("POST", "/api/v1/emit", { body: { event: "own", rooms: [channel], payload: 7 } });
    assert.equal(status, 202);
    await member.hears("own");
    const refused = await call("POST", "/api/v1/emit", { key: null, body: {} });
    assert.deepEqual([refused.status, refused.json.code], [401, "unauthorized"]);
    assert.equal((await call("GET", "/api/v1/unknown")).json.code, "not_found");
  });
});
