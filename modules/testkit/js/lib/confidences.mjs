import { writeFileSync } from "node:fs";

/** What must not be found in any log. */
const told = new Set();

export function confide(...secrets) {
  for (const secret of secrets) if (typeof secret === "string" && secret.length >= 8) told.add(secret);
  return secrets[0];
}

/** Leaves it for whoever looks through the logs. */
export function hand(file) {
  writeFileSync(file, [...told].join("\n"));
}
