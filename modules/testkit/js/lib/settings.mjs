/** What a scenario is told: everything comes from the environment. */

export function text(name, fallback) {
  const value = process.env[name] ?? fallback;
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

export function number(name, fallback) {
  return Number(text(name, String(fallback)));
}

export function list(name, fallback) {
  return text(name, fallback).split(",");
}

/** Addresses of the nodes, the first one is node 1. */
export const urls = () => list("URLS");

export const apiKey = () => text("HTTP_API_KEY");

export const joinTokenSecret = () => text("JOIN_TOKEN_SECRET");
