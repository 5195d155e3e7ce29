/**
 * Socket.IO connections: namespaces, events, acks, rooms, and delivery to them.
 *
 * <p>{@link dev.parley.sockets.SocketVerticle} owns connections, one instance for each event loop; {@link
 * dev.parley.sockets.FanoutVerticle} encodes what comes for them. What an event means is up to a {@link
 * dev.parley.sockets.Profile}.
 */
@NullMarked
package dev.parley.sockets;

import org.jspecify.annotations.NullMarked;
