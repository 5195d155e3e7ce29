import { constants, createHmac, generateKeyPairSync, sign } from "node:crypto";

/** Keys of an issuer of JSON Web Tokens: its public half as PEM and as a JSON Web Key, and what it signs. */
export class Issuer {
  /** @param {"rsa" | "ec" | "ed25519"} type */
  constructor(type, kid = `${type}-1`) {
    const { publicKey, privateKey } = generateKeyPairSync(type, { modulusLength: 2048, namedCurve: "P-256" });
    this.kid = kid;
    this.privateKey = privateKey;
    this.pem = publicKey.export({ type: "spki", format: "pem" });
    this.jwk = { ...publicKey.export({ format: "jwk" }), kid, use: "sig" };
  }

  /** A token of these claims, by the algorithm that its header names. */
  token(alg, claims) {
    return compact({ alg, typ: "JWT", kid: this.kid }, claims, (text) => signature(alg, text, this.privateKey));
  }
}

/** A token signed by a shared secret. */
export function shared(secret, claims, alg = "HS256", header = {}) {
  const hash = `sha${alg.slice(2)}`;
  return compact({ alg, typ: "JWT", ...header }, claims, (text) => createHmac(hash, secret).update(text).digest());
}

/** A token that says that it needs no signature. */
export function unsigned(claims, alg = "none") {
  return compact({ alg, typ: "JWT" }, claims, () => Buffer.alloc(0));
}

export function claims(changes = {}) {
  const now = Math.floor(Date.now() / 1000);
  return { sub: "ann", iat: now, exp: now + 600, jti: `jti-${Math.random()}`, ...changes };
}

/** The same token with one bit of its signature changed. */
export function forged(token) {
  const at = token.length - 10;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}

function compact(header, payload, signed) {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${signed(text).toString("base64url")}`;
}

function signature(alg, text, key) {
  const data = Buffer.from(text);
  if (alg === "EdDSA") return sign(null, data, key);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith("ES")) return sign(hash, data, { key, dsaEncoding: "ieee-p1363" });
  if (alg.startsWith("PS")) {
    return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  }
  return sign(hash, data, key);
}
