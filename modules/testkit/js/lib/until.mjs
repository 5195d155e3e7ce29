const LOOK_AGAIN_MS = 10;

/**
 * Waits for a condition.
 *
 * @param {string | (() => string)} what is awaited, for the message when it does not come true in time
 * @param {() => any} condition done as soon as it, or what it promises, is truthy; its value is the result
 * @param {number} seconds how long it may take
 */
export async function until(what, condition, seconds = 30) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${typeof what === "string" ? what : what()}`);
    }
    await new Promise((again) => setTimeout(again, LOOK_AGAIN_MS));
  }
}
