// The peer "socket.io": the stock server, with ws, as its documentation sets it up. With REDIS_PORT it shares its rooms with
// others of its kind by the Redis adapter.
//
// Usage: node server.mjs PORT

import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    const { event, rooms, payload } = JSON.parse(body);
    io.to(rooms).emit(event, payload);
    response.writeHead(202, { "Content-Length": 0 }).end();
  });
});
http.keepAliveTimeout = 600_000;

const io = new Server(http);

if (process.env.REDIS_PORT) {
  const { createAdapter } = await import("@socket.io/redis-adapter");
  const { createClient } = await import("redis");
  const publishing = createClient({ url: `redis://127.0.0.1:${process.env.REDIS_PORT}` });
  const hearing = publishing.duplicate();
  await Promise.all([publishing.connect(), hearing.connect()]);
  io.adapter(createAdapter(publishing, hearing));
}

io.on("connection", (socket) => {
  socket.on("join", async ({ room }, answer) => {
    await socket.join(room);
    answer({ ok: true, room });
  });
  socket.on("publish", ({ room, event, data }) => socket.to(room).emit(event, data));
  socket.on("ping", (answer) => answer({ ok: true, time: Date.now() }));
});

http.listen(Number(process.argv[2]), "0.0.0.0", () => console.log("socket.io ready"));
