import { createHmac } from "node:crypto";
import { joinTokenSecret } from "./settings.mjs";

/** A join token as an application's backend makes it, in the ten lines of its manual. */
export function joinToken(claims, { secret = joinTokenSecret(), algorithm = "sha256", expiresIn = 60 } = {}) {
  const json = JSON.stringify({ timestamp: Math.floor(Date.now() / 1000) + expiresIn, ...claims });
  const signature = createHmac(algorithm, secret).update(json).digest("hex");
  return Buffer.from(json + signature).toString("base64");
}
