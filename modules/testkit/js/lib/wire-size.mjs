const EVENT = 2;

/** How large an event is on the wire if this client sends it next: bytes of a WebSocket message or a request body. */
export function wireSize({ socket, transport, engineRevision }, ...args) {
  const packet = { type: EVENT, nsp: socket.nsp, data: args, id: socket.ids, options: { compress: true } };
  const polls = transport === "polling";
  const [encoded] = encode(socket.io.encoder, packet);
  if (typeof encoded !== "string") return polls ? "b".length + base64Length(encoded.length) : encoded.length;
  const message = `4${encoded}`;
  // Revision 3 of Engine.IO says in front of each packet how many characters it has.
  const length = polls && engineRevision === 3 ? `${message.length}:` : "";
  return Buffer.byteLength(length + message);
}

/** Version 2 of the client takes a callback, later ones return the parts. */
function encode(encoder, packet) {
  let parts;
  const returned = encoder.encode(packet, (given) => (parts = given));
  return parts ?? returned;
}

function base64Length(bytes) {
  return 4 * Math.ceil(bytes / 3);
}

/** The greatest number below the limit for which the condition holds, if it holds for 0 and stays false once it is. */
export function greatest(limit, holds) {
  let [yes, no] = [0, limit];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
