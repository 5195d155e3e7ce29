import { record } from "./recorder.mjs";

/**
 * Plays a scenario. The process ends with 0 when it went well, and otherwise with 1 and the reason.
 *
 * @param {string} title
 * @param {(onEnd: (close: () => any) => void) => Promise<string | void>} play may answer a line to print; what it
 *   gives to onEnd is called when it is over, well or not
 */
export async function scenario(title, play) {
  if (process.env.RECORD) record(process.env.RECORD);
  const started = performance.now();
  const closing = [];
  process.on("unhandledRejection", (reason) => fail(title, reason));
  try {
    const said = await play((close) => closing.push(close));
    const ms = Math.round(performance.now() - started);
    console.log(`${title}: passed in ${ms} ms${said ? `: ${said}` : ""}`);
  } catch (error) {
    fail(title, error);
  } finally {
    for (const close of closing.reverse()) await close();
  }
  // Stock clients may leave a timer behind; nothing of it matters any more.
  process.exit();
}

function fail(title, error) {
  const ours = (error?.stack ?? String(error)).split("\n").filter((line) => !line.includes("/node_modules/"));
  console.error(`${title}: FAILED: ${ours.join("\n")}`);
  process.exitCode = 1;
}
