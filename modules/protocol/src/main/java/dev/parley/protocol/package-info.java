/**
 * The wire, as pure values: bytes in, packets or a named fault out.
 *
 * <p>Nothing here knows a socket, a timer or a client. {@code engine} is Engine.IO (transports, heartbeat, payloads),
 * {@code engine3} its older revision, {@code socket} is Socket.IO on top of both (namespaces, events, acks), {@code msgpack}
 * its alternative parser, {@code json} the payload all carry unparsed.
 */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
