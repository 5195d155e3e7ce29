// The cluster as it is, over Parley's own Socket.IO.

import { useEffect, useReducer } from "./standalone.module.js";
import { session } from "./api.js";
import { ClusterSeries } from "./series.js";

export const cluster = new ClusterSeries();

const heard = new Set();
const link = { socket: null, state: "connecting", io: null };

const tell = () => heard.forEach((each) => each());

/** Where the stock client is: beside the path of Socket.IO, below whatever path a proxy serves this page at. */
function base() {
  const here = new URL(".", document.baseURI);
  return { path: `${here.pathname.replace(/\/$/, "")}${session().socketPath}`, origin: here.origin };
}

/** The stock client, of the server that it talks to. */
export async function client() {
  if (!link.io) {
    const { path, origin } = base();
    ({ io: link.io } = await import(`${origin}${path}socket.io.esm.min.js`));
  }
  return link.io;
}

/** A connection of the stock client to a namespace of this server. */
export async function connect(namespace, options) {
  const io = await client();
  const { path, origin } = base();
  return io(`${origin}${namespace === "/" ? "" : namespace}`, { path, ...options });
}

/** Begins to watch, until {@link unwatch}. */
export async function watch(onSignedOut) {
  if (link.socket) return;
  const socket = await connect("/console", { auth: (give) => give({ token: session()?.token ?? "" }) });
  link.socket = socket;
  const is = (state) => {
    link.state = state;
    tell();
  };
  socket.on("connect", () => is("live"));
  socket.on("disconnect", () => is("connecting"));
  socket.on("connect_error", (fault) => (fault.data?.code === "unauthorized" ? onSignedOut() : is("connecting")));
  socket.on("signed-out", onSignedOut);
  socket.on("cluster", (report) => {
    cluster.take(report);
    tell();
  });
}

export function unwatch() {
  link.socket?.disconnect();
  link.socket = null;
  link.state = "connecting";
}

/** The console's own connection, for what is more than looking. */
export const own = () => link.socket;

export const linkState = () => link.state;

/** Draws a component again whenever something is told. */
export function useCluster() {
  const [, again] = useReducer((n) => n + 1, 0);
  useEffect(() => {
    heard.add(again);
    return () => heard.delete(again);
  }, []);
  return cluster;
}
