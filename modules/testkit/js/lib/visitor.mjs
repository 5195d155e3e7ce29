import { until } from "./until.mjs";

/** Somebody who uses the demo, by what is to be seen and heard of it. */
export class Visitor {
  constructor(person) {
    this.person = person;
    this.page = person.page;
  }

  /** Comes to the demo of a node by a name, and waits to be connected. */
  static async enter(browser, url, name, options = {}) {
    const visitor = new Visitor(await browser.person(name, options));
    await visitor.page.goto(`${url}/demo`);
    await visitor.page.getByLabel("Your name").fill(name);
    await visitor.page.getByRole("button", { name: "Enter the lobby" }).click();
    return visitor.connected();
  }

  async connected() {
    await this.page.getByText("Connected", { exact: true }).waitFor();
    await this.message.waitFor();
    return this;
  }

  get message() {
    return this.page.getByLabel("Message", { exact: true });
  }

  get messages() {
    return this.page.getByRole("region", { name: "Messages" });
  }

  get status() {
    return this.page.getByRole("region", { name: "Your connection" });
  }

  get side() {
    return this.page.getByRole("navigation", { name: "Rooms and people" });
  }

  /** What the page says of one message, who wrote it and how it came included. */
  said(text) {
    return this.messages.getByRole("listitem").filter({ hasText: text });
  }

  row(name) {
    return this.side.getByRole("button").filter({ hasText: name });
  }

  async say(text) {
    await this.message.fill(text);
    await this.message.press("Enter");
  }

  sees(text) {
    return this.said(text).first().waitFor();
  }

  /** Scrolls up until something is there. */
  async scrollsBackTo(text) {
    const found = this.messages.getByText(text, { exact: true });
    await until(`${text}, by scrolling up`, async () => {
      await this.messages.evaluate((region) => region.scrollTo(0, 0));
      return found.isVisible();
    });
    await found.scrollIntoViewIfNeeded();
  }
}
