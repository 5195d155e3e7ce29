import assert from "node:assert/strict";

/** The console in somebody's browser, by what is to be read on it. */
export class Console {
  /** @param {import("./browser.mjs").Person} person at the window */
  constructor(person) {
    this.person = person;
    this.page = person.page;
  }

  async signIn(url, key) {
    await this.page.goto(`${url}/console`);
    await this.page.getByLabel("Admin key").fill(key);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Goes to a view, as the navigation has it. */
  async go(view) {
    await this.page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: view, exact: true }).click();
    await this.page.getByRole("heading", { level: 1, name: view, exact: true }).waitFor();
  }

  panel(name) {
    return this.page.getByRole("region", { name, exact: true }).first();
  }

  table(name) {
    return this.page.getByRole("region", { name, exact: true }).getByRole("table");
  }

  /** The number on a tile of the overview. */
  async tile(title) {
    return this.page.locator(".tile", { hasText: title }).locator(".tile-value").innerText();
  }

  /** Says yes to what is asked. */
  async confirm(action) {
    await this.page.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
  }

  /** Waits until this is said for a moment. */
  said(what) {
    return this.page.locator(".toast", { hasText: what }).first().waitFor();
  }

  /** A request that the page makes, as somebody who got a script into it would. */
  ask(path, options) {
    return this.page.evaluate(async ([to, how]) => (await fetch(to, how)).status, [path, options]);
  }

  /** A picture of a view, which keeps nobody out. */
  async look(name) {
    await this.person.shoot(name);
    await this.person.noSeriousFault(name);
  }

  async cookie() {
    const cookies = await this.person.context.cookies();
    const found = cookies.find((each) => each.name === "parley_console");
    assert.ok(found, "there is a cookie");
    return found;
  }
}
