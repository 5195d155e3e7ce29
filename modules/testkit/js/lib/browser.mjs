import assert from "node:assert/strict";
import { accessSync, constants, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { scenario } from "./scenario.mjs";
import { text } from "./settings.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const THIS_MACHINE = ["127.0.0.1", "localhost", "[::1]"];
/** Of axe: what the law asks for (WCAG 2.2 AA), and what is good practice beyond it. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SERIOUS = ["serious", "critical"];
const LONGEST_WAIT_MS = 30_000;

/**
 * Plays a scenario of people with browsers. It fails as well when a page asks another machine for anything, breaks its own
 * policy, or logs an error; what everybody saw last is kept then.
 *
 * @param {string} title
 * @param {(browser: Browser, onEnd: (close: () => any) => void) => Promise<string | void>} play as for `scenario`
 */
export function browse(title, play) {
  return scenario(title, async (onEnd) => {
    const browser = await Browser.launch(text("SCREENSHOTS"));
    onEnd(() => browser.close());
    try {
      const said = await play(browser, onEnd);
      browser.assertFaultless();
      return said;
    } catch (error) {
      await browser.shootAll("failed");
      for (const fault of browser.faults) console.error(fault);
      throw error;
    }
  });
}

/** The Chromium of this machine, without a screen. */
export class Browser {
  /** What went wrong in any page, a line each. */
  faults = [];
  people = [];
  #chromium;
  #folder;

  /** @param {string} folder where pictures go */
  static async launch(folder) {
    mkdirSync(folder, { recursive: true });
    const isRoot = process.getuid?.() === 0;
    const launched = await chromium.launch({
      executablePath: executable(),
      // Where a root process would have to drop its rights, Chromium refuses to start in a sandbox.
      chromiumSandbox: !isRoot,
      args: ["--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"],
    });
    return new Browser(launched, folder);
  }

  constructor(launched, folder) {
    this.#chromium = launched;
    this.#folder = folder;
  }

  /**
   * Somebody with cookies and storage of their own.
   *
   * @param {string} name for messages and pictures
   * @param {object} [options] of Playwright's context, such as colorScheme and viewport; and `forgiven`, patterns of the
   *   errors that this person is going to provoke
   */
  async person(name, { forgiven = [], ...options } = {}) {
    const context = await this.#chromium.newContext({ reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(LONGEST_WAIT_MS);
    const note = (what) => {
      if (!forgiven.some((pattern) => pattern.test(what))) this.faults.push(`${name}: ${what}`);
    };
    watch(context, note);
    const person = new Person(name, context, await context.newPage(), this.#folder);
    this.people.push(person);
    return person;
  }

  assertFaultless() {
    assert.deepEqual(this.faults, []);
  }

  /** A picture of every window that is still open. */
  async shootAll(prefix) {
    for (const person of this.people) await person.shoot(`${prefix}-${person.name}`).catch(() => {});
  }

  close() {
    return this.#chromium.close();
  }
}

/** Somebody at a window. */
class Person {
  #folder;

  constructor(name, context, page, folder) {
    this.name = name;
    this.context = context;
    this.page = page;
    this.#folder = folder;
  }

  /** Keeps what is to be seen now. */
  shoot(name) {
    return this.page.screenshot({ path: join(this.#folder, `${name}.png`), animations: "disabled" });
  }

  /** The page has nothing that keeps anybody out: axe finds no fault that it calls serious or critical. */
  async noSeriousFault(where = this.name) {
    await this.page.evaluate(axe.source);
    const { violations, passes } = await this.page.evaluate(
      (rules) => globalThis.axe.run(document, { runOnly: rules }),
      RULES,
    );
    assert.ok(passes.length > 0, `axe has looked at ${where}`);
    const serious = violations.filter(({ impact }) => SERIOUS.includes(impact));
    assert.deepEqual(serious.map(told), [], where);
  }
}

function told({ id, impact, help, nodes }) {
  return { id, impact, help, nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`) };
}

function watch(context, note) {
  const asks = (url) => isHere(url) || note(`asks another machine: ${url}`);
  context.on("request", (request) => asks(request.url()));
  context.on("page", (page) => {
    page.on("websocket", (socket) => asks(socket.url()));
    page.on("crash", () => note("the page has crashed"));
  });
  context.on("weberror", (error) => note(`an error that nobody caught: ${error.error().stack}`));
  // Chromium logs what a Content-Security-Policy forbids as an error too.
  context.on("console", (said) => said.type() === "error" && note(`logs an error: ${said.text()} (${said.location().url})`));
}

function isHere(address) {
  const { protocol, hostname } = new URL(address);
  return ["data:", "blob:", "about:"].includes(protocol) || THIS_MACHINE.includes(hostname);
}

function executable() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  assert.ok(found, `no ${NAMES.join(", ")} on the PATH; CHROMIUM may name another one`);
  return found;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
