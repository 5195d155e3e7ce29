// The demo as people use it: Ann at one node, Bob in the dark at another, Cleo with a phone at a third.
import assert from "node:assert/strict";
import { browse } from "./lib/browser.mjs";
import { ChatBackend } from "./lib/chat-backend.mjs";
import { urls } from "./lib/settings.mjs";
import { until } from "./lib/until.mjs";
import { Visitor } from "./lib/visitor.mjs";

const OLD = 120;
const [one, two, three] = urls();

await browse("the demo", async (browser, onEnd) => {
  const backend = new ChatBackend(one);
  onEnd(() => backend.close());
  await seed(backend);

  const door = await browser.person("door");
  await door.page.goto(`${one}/demo`);
  await door.page.getByRole("button", { name: "Ann", exact: true }).waitFor();
  await door.noSeriousFault();
  await door.shoot("welcome");

  const ann = await Visitor.enter(browser, one, "Ann");
  await historyByScrolling(ann);
  const bob = await Visitor.enter(browser, two, "Bob", { colorScheme: "dark", forgiven: [/ERR_INTERNET_DISCONNECTED/] });
  await nodesAndPresence(ann, bob);
  await talk(ann, bob);
  await changes(ann, bob);
  await inPrivate(ann, bob);
  await aRoomOfTheirOwn(ann, bob);
  const missed = await cutOff(ann, bob);
  await onAPhone(browser, ann);
  await ann.page.reload();
  await ann.connected();
  await ann.sees("Hello from my phone");
  return missed;
});

/** A lobby that has been talked in for long. */
async function seed(backend) {
  await backend.ask("POST", "/rooms", { id: "demo:lobby", name: "Lobby", members: ["demo:Femi"] });
  for (let n = 1; n <= OLD; n++) {
    await backend.ask("POST", "/messages", { room: "demo:lobby", user: "demo:Femi", text: `Line ${n}.` });
  }
}

async function historyByScrolling(ann) {
  await ann.sees(`Line ${OLD}.`);
  assert.equal(await ann.messages.getByText("Line 1.", { exact: true }).count(), 0, "there is no need of all of it");
  await ann.scrollsBackTo("Line 1.");
  await ann.messages.getByText("This is the beginning of Lobby.").waitFor();
  assert.equal(await ann.messages.getByText(/^Line \d+\.$/).count(), OLD, "each line once");
  await ann.page.getByRole("button", { name: "Newest" }).click();
  await ann.messages.getByText(`Line ${OLD}.`, { exact: true }).waitFor();
}

async function nodesAndPresence(ann, bob) {
  await ann.status.getByText("node-1").waitFor();
  await bob.status.getByText("node-2").waitFor();
  await ann.status.getByText("polling → websocket").waitFor();
  await ann.status.getByText(/^\d+ ms$/).waitFor();
  await ann.row("Bob").waitFor();
  await bob.row("Ann").waitFor();
}

async function talk(ann, bob) {
  await ann.say("Good morning, Bob!");
  await bob.sees("Good morning, Bob!");
  await bob.messages.getByTitle("Sent at node-1, delivered to you by node-2").waitFor();
  await ann.messages.getByText("Read by Bob").waitFor();

  // It is of no use later, and not sent to whoever is slow then; whoever goes on typing is seen to.
  await until("Bob is seen typing", async () => {
    await bob.message.pressSequentially("Good");
    return ann.page.getByText("Bob is typing").waitFor({ timeout: 2_500 }).then(() => true, () => false);
  });
  await bob.say("Good morning, Ann.\nHow is the weather at your node?");
  await ann.sees("How is the weather at your node?");
  await ann.page.getByText("Bob is typing").waitFor({ state: "detached" });
  await ann.messages.getByTitle("Sent at node-2, delivered to you by node-1").waitFor();
}

async function changes(ann, bob) {
  const greeting = bob.said("Good morning, Bob!").last();
  await greeting.hover();
  await greeting.getByRole("button", { name: "Love", exact: true }).click();
  await ann.said("Good morning, Bob!").getByRole("button", { name: "Love: Bob" }).waitFor();

  await ann.say("Sunny, with sokets");
  await bob.sees("Sunny, with sokets");
  await ann.message.press("ArrowUp");
  await ann.page.getByText("Changing your message").waitFor();
  await ann.say("Sunny, with sockets");
  await bob.sees("Sunny, with sockets");
  await bob.messages.getByText("edited").waitFor();

  await ann.say("Forget this");
  await bob.sees("Forget this");
  const wrong = ann.said("Forget this").last();
  await wrong.hover();
  await wrong.getByRole("button", { name: "Delete" }).click();
  await bob.sees("This message was deleted.");
  assert.equal(await bob.said("Forget this").count(), 0);
}

async function inPrivate(ann, bob) {
  await ann.row("Bob").last().click();
  await ann.page.getByRole("heading", { name: "Bob", exact: true }).waitFor();
  await ann.say("Just between you and me");
  const unread = bob.row("Just between you and me");
  await unread.getByTitle("1 unread message").waitFor();
  await unread.click();
  await bob.sees("Just between you and me");
  await ann.messages.getByText("Read", { exact: true }).waitFor();
  await bob.person.shoot("private-dark");
  for (const each of [ann, bob]) await each.row("Lobby").click();
}

async function aRoomOfTheirOwn(ann, bob) {
  await ann.page.getByLabel("Name of a room").fill("Coffee");
  await ann.page.getByLabel("Name of a room").press("Enter");
  await ann.page.getByRole("heading", { name: "Coffee" }).waitFor();
  await bob.row("Coffee").filter({ hasText: "Join" }).click();
  await bob.page.getByRole("heading", { name: "Coffee" }).waitFor();
  await ann.sees("Bob has joined");
  await bob.say("One for me, please");
  await ann.sees("One for me, please");
  await bob.page.getByRole("button", { name: "Leave" }).click();
  await bob.page.getByRole("heading", { name: "Lobby" }).waitFor();
  await ann.sees("Bob has left");
  await ann.row("Lobby").click();
}

/** What is said meanwhile is there afterwards, and the page says how it came. */
async function cutOff(ann, bob) {
  await bob.page.getByRole("button", { name: "Cut my connection" }).click();
  await bob.status.getByText("Not connected").waitFor();
  await bob.say("Written while I was away");
  await bob.messages.getByText(/^back after [\d.]+ s, recovered: /).waitFor();
  await ann.sees("Written while I was away");

  await bob.person.context.setOffline(true);
  await bob.status.getByText("Not connected").waitFor();
  const words = ["Bob?", "Are you there?", "He will read this later."];
  for (const each of words) {
    await ann.say(each);
    await ann.messages.getByText("Sending …").waitFor({ state: "detached" });
  }
  await bob.person.context.setOffline(false);
  const back = bob.messages.getByText(/^back after [\d.]+ s, recovered: 3 messages that you missed$/);
  await back.waitFor();
  for (const each of words) await bob.sees(each);
  await ann.messages.getByText("Read by Bob").last().waitFor();

  await ann.person.noSeriousFault("the chat in light");
  await bob.person.noSeriousFault("the chat in dark");
  await ann.person.shoot("chat-light");
  await bob.person.shoot("chat-dark");
  return back.textContent();
}

async function onAPhone(browser, ann) {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const cleo = await Visitor.enter(browser, three, "Cleo", phone);
  await cleo.status.getByText("node-3").waitFor();
  await cleo.sees("He will read this later.");
  await cleo.say("Hello from my phone");
  await ann.sees("Hello from my phone");
  await cleo.person.noSeriousFault("the chat on a phone");
  await cleo.person.shoot("phone-room");
  await cleo.page.getByRole("button", { name: /^All conversations/ }).click();
  await cleo.row("Ann").waitFor();
  await cleo.person.noSeriousFault("the list on a phone");
  await cleo.person.shoot("phone-list");
  const wide = await cleo.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing is wider than the screen: ${wide}`);
}
