// Every way of saying who a client is, with everything that can be wrong with it, over polling and WebSocket; and what
// becomes of tokens while clients live by them. Tokens are made and revoked on one node, clients connect to another.
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { Admin } from "./lib/admin.mjs";
import { AppBackend } from "./lib/app-backend.mjs";
import { outcome } from "./lib/client.mjs";
import { confide, hand } from "./lib/confidences.mjs";
import { claims, forged, Issuer, shared, unsigned } from "./lib/jwt.mjs";
import { scenario } from "./lib/scenario.mjs";
import { apiKey, joinTokenSecret, text, urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";

const here = urls().at(-1);
const now = () => Math.floor(Date.now() / 1000);
const WAYS = ["polling", "websocket"];
const HUGE = 600_000;

/** Of a token, in seconds: enough to connect with it on a slow machine. */
const BRIEF = 8;

await scenario("identity", async (onEnd) => {
  const admin = new Admin(urls()[0]);
  onEnd(() => admin.close());
  confide(text("ADMIN_API_KEY"), apiKey(), joinTokenSecret());
  const backend = await AppBackend.start();
  onEnd(() => backend.close());

  const outcomes = await matrix(admin, backend);
  await endsWithItsToken(admin, onEnd);
  await isRenewedInPlace(admin, onEnd);
  const revoked = await isRevokedWhileItLives(admin, onEnd);
  await secretsRotate(admin);
  await joinTokensOfAllForms(admin, onEnd);
  await sessionsAreTheirUsersOwn(admin, onEnd);
  const gone = await anAppGoesWithItsClients(admin, onEnd);
  hand(text("CONFIDENCES"));
  return `${outcomes} outcomes; revoked tokens ended after ${revoked} ms, a deleted app's clients after ${gone} ms`;
});

// ---- The matrix ----

async function matrix(admin, backend) {
  let outcomes = 0;
  for (const { name, app, cases } of [...(await issuers(admin, backend)), await minted(admin), await hooked(admin, backend)]) {
    for (const [what, token, expected] of cases) {
      confide(token);
      for (const transport of WAYS) {
        const outcome = await attempt(app, { token }, transport);
        assert.equal(outcome, expected, `${name}: ${what} over ${transport}`);
        outcomes++;
      }
    }
    for (const transport of WAYS) {
      assert.equal(await attempt(app, {}, transport, "/private"), "token_required", `${name}: missing`);
      assert.equal(await attempt(app, { token: 7 }, transport), "token_malformed", `${name}: a number`);
      outcomes += 2;
    }
  }
  assert.equal(await attempt("nobody", {}, "websocket"), "unknown_app");
  return outcomes;
}

/** Issuers of JSON Web Tokens that an app trusts, by each kind of key. */
async function issuers(admin, backend) {
  const rsa = new Issuer("rsa");
  const ec = new Issuer("ec");
  const ed = new Issuer("ed25519");
  const served = new Issuer("rsa", "served-1");
  backend.keys = [served.jwk];
  const secret = confide("a secret of more than thirty-two bytes");
  const short = "12345678";
  const byKey = (issuer, alg) => (changes) => issuer.token(alg, claims(changes));
  const bySecret = (secret, alg) => (changes) => shared(secret, claims(changes), alg);
  const stranger = new Issuer("rsa");
  const kinds = [
    ["HS256", { secret }, bySecret(secret, "HS256"), bySecret(secret, "HS512"), bySecret("guessed", "HS256")],
    ["HS512", { secret }, bySecret(secret, "HS512"), bySecret(secret, "HS256"), bySecret("guessed", "HS512")],
    ["HS256 by 8 bytes", { secret: short }, bySecret(short, "HS256"), bySecret(short, "HS384"), bySecret("12345679", "HS256")],
    ["RS256", { "public-key": rsa.pem }, byKey(rsa, "RS256"), bySecret(rsa.pem, "HS256"), byKey(stranger, "RS256")],
    ["PS256", { "public-key": rsa.pem }, byKey(rsa, "PS256"), byKey(rsa, "RS256"), byKey(stranger, "PS256")],
    ["ES256", { "public-key": ec.pem }, byKey(ec, "ES256"), bySecret(ec.pem, "HS256"), byKey(new Issuer("ec"), "ES256")],
    ["EdDSA", { "public-key": ed.pem }, byKey(ed, "EdDSA"), bySecret(ed.pem, "HS256"), byKey(new Issuer("ed25519"), "EdDSA")],
    ["RS256", { jwks: `${backend.url}/keys` }, byKey(served, "RS256"), byKey(served, "RS512"), byKey(new Issuer("rsa", "served-1"), "RS256")],
  ];
  const ways = [];
  for (const [alg, key, make, otherAlgorithm, otherKey] of kinds) {
    const algorithms = [alg.split(" ")[0]];
    const { id, key: appKey } = await admin.app({ name: alg, trusts: [{ ...key, algorithms, audience: "parley-test" }] });
    confide(appKey);
    const forUs = (changes) => ({ aud: "parley-test", ...changes });
    const revoked = forUs({ jti: `revoked-${id}` });
    await admin.as(appKey).ask("POST", "/tokens/revoke", { token: revoked.jti }, 200);
    ways.push({
      name: `${alg} by ${Object.keys(key)}`,
      app: id,
      cases: [
        ["valid", make(forUs()), "connected"],
        ["expired", make(forUs({ exp: now() - 60 })), "token_expired"],
        ["not yet valid", make(forUs({ nbf: now() + 300 })), "token_not_yet_valid"],
        ["with another signature", forged(make(forUs())), "token_signature_invalid"],
        ["by another key", otherKey(forUs()), "token_signature_invalid"],
        ["by another algorithm", otherAlgorithm(forUs()), "token_algorithm_refused"],
        ["unsigned", unsigned(claims(forUs())), "token_algorithm_refused"],
        ["unsigned in other letters", unsigned(claims(forUs()), "nOnE"), "token_algorithm_refused"],
        ["for another app", make({ aud: "another" }), "token_wrong_audience"],
        ["without a user", make(forUs({ sub: undefined })), "token_claim_missing"],
        ["revoked", make(revoked), "token_revoked"],
        ["far too long", make(forUs({ text: "x".repeat(HUGE) })), "token_too_long"],
      ],
    });
  }
  return ways;
}

/** Tokens of Parley's own. */
async function minted(admin) {
  const app = await admin.app({ name: "minted" });
  const other = await admin.app({ name: "another" });
  confide(app.key, app.secret, other.key, other.secret);
  const mint = (owner, request) => admin.as(owner.key).ask("POST", "/tokens", request);
  const good = await mint(app, { user: "ann", claims: { role: "guest" } });
  const brief = await mint(app, { user: "ann", ttl: 1 });
  const revoked = await mint(app, { user: "ann" });
  const ofBob = await mint(app, { user: "bob" });
  const foreign = await mint(other, { user: "ann" });
  await admin.as(app.key).ask("POST", "/tokens/revoke", { token: revoked.id }, 200);
  await admin.as(app.key).ask("POST", "/tokens/revoke", { user: "bob" }, 200);
  const laterOfBob = await mint(app, { user: "bob" });
  await until("the token of one second has expired", () => Date.now() > Date.parse(brief.expires) + 100);
  const self = { iss: "parley", aud: app.id };
  const own = (changes, alg = "HS256") => shared(app.secret, claims({ ...self, ...changes }), alg, { kid: app.secretId });
  return {
    name: "minted",
    app: app.id,
    cases: [
      ["valid", good.token, "connected"],
      ["expired", brief.token, "token_expired"],
      ["not yet valid", own({ nbf: now() + 300 }), "token_not_yet_valid"],
      ["with another signature", forged(good.token), "token_signature_invalid"],
      ["by another algorithm", own({}, "HS512"), "token_algorithm_refused"],
      ["unsigned", unsigned(claims(self)), "token_algorithm_refused"],
      ["of another app", foreign.token, "token_untrusted"],
      ["for another app", own({ aud: other.id }), "token_wrong_app"],
      ["without an end", own({ exp: undefined }), "token_claim_missing"],
      ["revoked by its id", revoked.token, "token_revoked"],
      ["revoked by its user", ofBob.token, "token_revoked"],
      ["made after its user was revoked", laterOfBob.token, "connected"],
      ["far too long", own({ text: "x".repeat(HUGE) }), "token_too_long"],
    ],
  };
}

/** Tokens that only the app's backend can read. */
async function hooked(admin, backend) {
  const { id, key } = await admin.app({ name: "hooked", hook: { url: `${backend.url}/who`, timeout: 500 } });
  confide(key);
  return {
    name: "hook",
    app: id,
    cases: [
      ["valid", "ticket-good", "connected"],
      ["expired", "ticket-expired", "token_expired"],
      ["unknown", "ticket-unknown", "auth_refused"],
      ["answered with nonsense", "ticket-nonsense", "auth_unavailable"],
      ["answered by a fault", "ticket-fault", "auth_unavailable"],
      ["answered by another address", "ticket-redirect", "auth_unavailable"],
      ["not answered", "ticket-silent", "auth_unavailable"],
      ["unsigned", unsigned(claims()), "token_algorithm_refused"],
      ["far too long", "x".repeat(HUGE), "token_too_long"],
    ],
  };
}

/** What becomes of one attempt to connect. */
function attempt(app, auth, transport, namespace = "/") {
  const options = { transports: [transport], query: { app }, auth };
  return outcome(`${here}${namespace}`, options, (socket) => confide(socket.io.engine?.id));
}

// ---- Live ----

/** A client that is connected, and what it was told. */
async function connected(onEnd, app, auth) {
  const socket = io(here, { forceNew: true, reconnection: false, transports: ["websocket"], query: { app }, auth });
  const live = { socket, events: [], lost: null };
  onEnd(() => socket.disconnect());
  socket.onAny((event, data) => live.events.push([event, data]));
  socket.on("disconnect", (reason) => (live.lost = reason));
  await until("a client connects", () => socket.connected);
  confide(socket.io.engine.id);
  confide(socket._pid);
  return live;
}

/** Whoever knows the secret of a session but is somebody else does not go on with it. */
async function sessionsAreTheirUsersOwn(admin, onEnd) {
  const app = await admin.app({ name: "sessions" });
  const mint = async (user) => (await admin.as(app.key).ask("POST", "/tokens", { user, ttl: 600 })).token;
  const [ann, bob] = [await mint("ann"), await mint("bob")];
  const first = await connected(onEnd, app.id, { token: ann });
  const { id, _pid: pid } = first.socket;
  const second = await connected(onEnd, app.id, { token: ann, pid });
  assert.equal(second.socket.id, id, "she goes on with her session");
  const thief = await connected(onEnd, app.id, { token: bob, pid });
  assert.notEqual(thief.socket.id, id, "he does not");
  confide(app.key, app.secret, ann, bob);
}

async function endsWithItsToken(admin, onEnd) {
  const app = await admin.app({ name: "brief" });
  const { token } = await admin.as(app.key).ask("POST", "/tokens", { user: "ann", ttl: BRIEF });
  const live = await connected(onEnd, app.id, { token });
  await until("its time is over", () => live.lost);
  assert.equal(live.lost, "io server disconnect");
  assert.deepEqual(
    live.events.map(([event, { code }]) => [event, code]),
    [
      ["token:expiring", undefined],
      ["error", "token_expired"],
    ],
  );
  confide(app.key, app.secret, token);
}

async function isRenewedInPlace(admin, onEnd) {
  const app = await admin.app({ name: "renewed" });
  const mint = (user, ttl) => admin.as(app.key).ask("POST", "/tokens", { user, ttl });
  const first = await mint("ann", BRIEF);
  const second = await mint("ann", 600);
  const ofBob = await mint("bob", 600);
  const live = await connected(onEnd, app.id, { token: first.token });
  const ask = (...args) => live.socket.timeout(20_000).emitWithAck("token:refresh", ...args);
  assert.equal((await ask({ token: ofBob.token })).error.code, "token_wrong_user");
  assert.equal((await ask({ token: "nonsense" })).error.code, "token_malformed");
  assert.equal((await ask()).error.code, "invalid_request");
  const { id } = live.socket;
  assert.deepEqual(await ask({ token: second.token }), { ok: true, expires: second.expires });
  await until("the first token has expired", () => Date.now() > Date.parse(first.expires) + 500);
  assert.equal((await live.socket.timeout(20_000).emitWithAck("ping")).ok, true);
  assert.equal(live.socket.id, id);
  assert.ok(!live.events.some(([event]) => event === "error"));
  confide(app.key, app.secret, first.token, second.token, ofBob.token);
}

/** Ends them on the other nodes too. Tells how long the slowest took. */
async function isRevokedWhileItLives(admin, onEnd) {
  const app = await admin.app({ name: "revoked" });
  const backend = admin.as(app.key);
  const forms = [(token) => ({ token: token.id }), (token) => ({ user: token.user }), () => ({ before: new Date().toISOString() })];
  let slowest = 0;
  for (const [i, form] of forms.entries()) {
    const token = await backend.ask("POST", "/tokens", { user: `user-${i}` });
    const live = await connected(onEnd, app.id, { token: token.token });
    const bystander = i < 2 ? await connected(onEnd, app.id, { token: (await backend.ask("POST", "/tokens", { user: "other" })).token }) : null;
    const anonymous = await connected(onEnd, app.id, {});
    const started = performance.now();
    await backend.ask("POST", "/tokens/revoke", form(token), 200);
    await until("the revoked one is put out", () => live.lost);
    slowest = Math.max(slowest, performance.now() - started);
    assert.deepEqual(live.events.map(([event, { code }]) => [event, code]), [["error", "token_revoked"]]);
    assert.equal(await attempt(app.id, { token: token.token }, "polling"), "token_revoked");
    for (const each of [bystander, anonymous]) assert.equal(each?.lost ?? null, null);
    confide(token.token);
  }
  confide(app.key, app.secret);
  return Math.round(slowest);
}

async function secretsRotate(admin) {
  const app = await admin.app({ name: "rotating" });
  const backend = admin.as(app.key);
  const { token } = await backend.ask("POST", "/tokens", { user: "ann" });
  const next = await backend.ask("POST", `/apps/${app.id}/secrets`, {});
  confide(app.key, app.secret, next.secret, token);
  const join = (key) => shared(key, { channel: "lobby", exp: now() + 60 });
  assert.equal(await attempt(app.id, { token }, "polling"), "connected");
  await becomes("connected", async () => {
    const minted = await backend.ask("POST", "/tokens", { user: "ann" });
    return attempt(app.id, { token: minted.token }, "websocket");
  });
  confide(join(app.secret));
  await backend.ask("DELETE", `/apps/${app.id}/secrets/${app.secretId}`, undefined, 204);
  await becomes("token_untrusted", () => attempt(app.id, { token }, "polling"));

  const another = await backend.ask("POST", `/apps/${app.id}/keys/${app.keyId}/rotate`, { overlap: 0 });
  confide(another.key);
  const elsewhere = new Admin(here, another.key);
  await becomes("let in", () => elsewhere.ask("POST", "/tokens", { user: "ann" }).then(() => "let in", () => "refused"));
  await becomes("refused", () => elsewhere.as(app.key).ask("POST", "/tokens", { user: "ann" }).then(() => "let in", () => "refused"));
  elsewhere.close();
}

/** A change reaches all nodes before long. */
async function becomes(expected, look) {
  let last;
  await until(
    () => `the outcome is ${expected}, and not ${last}`,
    async () => (last = await look()) === expected,
    10,
  );
}

async function joinTokensOfAllForms(admin, onEnd) {
  const app = await admin.app({ name: "joining", "allow-md5-join-tokens": true });
  const strict = await admin.app({ name: "strict" });
  const backend = admin.as(app.key);
  const live = await connected(onEnd, app.id, {});
  const join = (token) => live.socket.timeout(20_000).emitWithAck("join", { token });
  const { token } = await backend.ask("POST", "/join-tokens", { room: "blue", can: ["publish"], socket: live.socket.id, once: true });
  assert.deepEqual(await join(token), { ok: true, room: "blue" });
  assert.equal((await join(token)).error.code, "token_used");
  const said = await live.socket.timeout(20_000).emitWithAck("publish", { room: "blue", event: "word" });
  assert.equal(said.ok, true);

  const jwt = shared(app.secret, { room: "green", exp: now() + 60, can: [] });
  assert.deepEqual(await join(jwt), { ok: true, room: "green" });
  assert.equal((await join(forged(jwt))).error.code, "token_signature_invalid");
  const md5 = await md5Token({ channel: "grey", timestamp: now() + 60 }, app.secret);
  assert.deepEqual(await join(md5), { ok: true, room: "grey" });

  const other = await connected(onEnd, strict.id, {});
  const refused = await md5Token({ channel: "grey", timestamp: now() + 60 }, strict.secret);
  assert.equal((await other.socket.timeout(20_000).emitWithAck("join", { token: refused })).error.code, "token_algorithm_refused");
  assert.equal((await other.socket.timeout(20_000).emitWithAck("join", { token: jwt })).error.code, "token_signature_invalid");
  confide(app.key, app.secret, strict.key, strict.secret, token, jwt, md5, refused);
}

async function md5Token(claims, key) {
  const { createHash } = await import("node:crypto");
  const json = JSON.stringify(claims);
  return Buffer.from(json + createHash("md5").update(json + key).digest("hex")).toString("base64");
}

async function anAppGoesWithItsClients(admin, onEnd) {
  const app = await admin.app({ name: "short-lived" });
  const live = await connected(onEnd, app.id, {});
  const started = performance.now();
  await admin.ask("DELETE", `/apps/${app.id}`, undefined, 204);
  await until("its clients are put out", () => live.lost);
  const took = performance.now() - started;
  assert.equal(live.events.at(-1)[1].code, "unknown_app");
  assert.equal(await attempt(app.id, {}, "websocket"), "unknown_app");
  await admin.as(app.key).ask("POST", "/tokens", { user: "ann" }, 401);
  confide(app.key, app.secret);
  return Math.round(took);
}
