/**
 * Socket.IO connections: namespaces, events, acks, rooms, and delivery to them.
 *
 * <p>{@link dev.parley.sockets.SocketVerticle} owns connections, one instance for each event loop; {@link
 * dev.parley.sockets.FanoutVerticle} hands them what comes for many. What an event means is up to a {@link
 * dev.parley.sockets.Profile}.
 *
 * <p>Clients differ in two ways, each of which has one place: a {@code Dialect} is the revision of the protocol, a {@code
 * PacketFormat} the parser that writes its packets.
 */
@NullMarked
package dev.parley.sockets;

import org.jspecify.annotations.NullMarked;
