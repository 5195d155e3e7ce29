// The stock server with its in-memory adapter and connection state recovery, as far as the fault rig asks a server: rooms to
// join and publish in, and the two routes that it emits by and looks at. It runs until it is ended.
import { createServer } from "node:http";
import { Server } from "socket.io";

const key = process.env.HTTP_API_KEY;
const http = createServer(answer);
const io = new Server(http, {
  pingInterval: 5_000,
  pingTimeout: 5_000,
  connectionStateRecovery: { maxDisconnectionDuration: 120_000 },
});

io.on("connection", (socket) => {
  socket.on("join", ({ room }, ack) => {
    socket.join(room);
    ack({ ok: true, room });
  });
  socket.on("publish", ({ room, event, data }, ack) => {
    socket.to(room).emit(event, data);
    ack({ ok: true });
  });
});

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/health/ready") return reply(response, 200, { status: "ready" });
  if (request.headers["x-api-key"] !== key) return reply(response, 401, {});
  if (pathname === "/api/v1/server") return reply(response, 200, { nodes: ["node-1"] });
  if (pathname !== "/api/v1/emit") return reply(response, 404, {});
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { event, rooms, payload } = JSON.parse(Buffer.concat(chunks).toString());
  io.to(rooms).emit(event, payload);
  reply(response, 202, {});
}

function reply(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

http.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
