import { readFileSync, readdirSync } from "node:fs";
import { until } from "./until.mjs";

/** Stops a process; done when it stands still: each of its threads goes on until it is its turn to stop. */
export async function freeze(pid) {
  process.kill(pid, "SIGSTOP");
  await until(`process ${pid} stands still`, () => readdirSync(`/proc/${pid}/task`).every((thread) => isStopped(pid, thread)));
}

/** The state stands behind the name, which may have anything in it (proc_pid_stat(5)). */
function isStopped(pid, thread) {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")")).startsWith(") T ");
  } catch {
    // It has just ended, and others may have begun.
    return false;
  }
}
