// A client that misbehaves, in a process of its own so that nobody else waits for it. Told what to do by NUISANCE, and
// says at its end, as one line of JSON, what became of it.
import WebSocket from "ws";
import { urls } from "./settings.mjs";

const url = urls().at(-1);
const address = "127.0.0.2"; // Of its own, so that what is counted by address is not counted for the others.
const FLOOD_MS = 3_000;
const CROWD_REST_MS = 60; // A thousand in a second or so, which leaves the machine something for the others.
const endpoint = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
const said = await { flood, deaf, crowd }[process.env.NUISANCE]();
console.log(JSON.stringify(said));
process.exit();

/** Sends 50,000 events in a second, for as long as it is let, and begins anew each time it is cut. */
async function flood() {
  const total = { cut: 0, sent: 0, warned: 0, refused: 0, told: 0 };
  const started = performance.now();
  while (performance.now() - started < FLOOD_MS) await floodOnce(total);
  return total;
}

async function floodOnce(total) {
  const frames = [];
  const socket = await connected((frame) => frames.push(frame));
  let sent = 0;
  let over = false;
  socket.on("close", () => (over = true));
  const started = performance.now();
  while (!over && performance.now() - started < 15_000) {
    const due = Math.min(50 * (performance.now() - started), sent + 5_000);
    if (socket.bufferedAmount < 1_000_000) for (; sent < due; sent++) socket.send(`42${sent}["ping"]`);
    await new Promise((rested) => setTimeout(rested, 5));
  }
  total.cut += over;
  total.sent += sent;
  total.warned += frames.some((frame) => frame.startsWith('42["limit:warning"'));
  total.told += frames.some((frame) => frame.startsWith('42["error"') && frame.includes("rate_limited"));
  total.refused += frames.filter((frame) => frame.startsWith("43") && frame.includes('"rate_limited"')).length;
}

/** Joins a busy room and never reads. Ends when it is told to by its input. */
async function deaf() {
  const socket = await connected(() => {});
  const joined = new Promise((done) => socket.on("message", (data) => data.toString().startsWith("437") && done()));
  socket.send('427["join",{"room":"public:busy"}]');
  await joined;
  socket.pause();
  console.log("deaf");
  await new Promise((told) => process.stdin.once("data", told));
  const ended = new Promise((done) => socket.once("close", () => done(true)));
  socket.resume();
  return { cut: await Promise.race([ended, new Promise((late) => setTimeout(late, 10_000, false))]) };
}

/** Opens 5,000 connections and keeps them. */
async function crowd() {
  const statuses = {};
  const open = [];
  const one = () =>
    new Promise((done) => {
      const socket = new WebSocket(endpoint, { perMessageDeflate: false, localAddress: address });
      const end = (status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        done();
      };
      socket.once("open", () => {
        open.push(socket);
        end(101);
      });
      socket.once("unexpected-response", (request, response) => {
        end(response.statusCode);
        request.destroy();
      });
      socket.once("error", () => done());
    });
  for (let i = 0; i < 50; i++) {
    await Promise.all(Array.from({ length: 100 }, one));
    await new Promise((rested) => setTimeout(rested, CROWD_REST_MS));
  }
  for (const socket of open) socket.terminate();
  return { statuses };
}

function connected(heard) {
  const socket = new WebSocket(endpoint, { perMessageDeflate: false, localAddress: address });
  return new Promise((done, failed) => {
    socket.on("error", failed);
    socket.on("message", (data) => {
      const frame = data.toString();
      if (frame.startsWith("0{")) socket.send("40");
      else if (frame.startsWith("40{")) done(socket);
      else if (frame === "2") socket.send("3");
      else heard(frame);
    });
  });
}
