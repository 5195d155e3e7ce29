import assert from "node:assert/strict";

/** The numbers from 0, each once and in order: nothing lost, nothing twice, nothing overtaken. */
export function assertSequence(numbers, count, who) {
  const wrong = numbers.findIndex((number, i) => number !== i);
  const seen = new Set(numbers);
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !seen.has(i));
  const twice = numbers.length - seen.size;
  const about = `${who}: ${numbers.length} of ${count} events, ${missing.length} missing, ${twice} twice`;
  assert.ok(wrong < 0, `${about}; place ${wrong} has number ${numbers[wrong]}`);
  assert.equal(numbers.length, count, about);
}
