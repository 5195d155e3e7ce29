package dev.parley.sockets;

import dev.parley.protocol.socket.SocketPacket;
import org.jspecify.annotations.Nullable;

/** What an event asks of a client, by which the asker learns that the event was dropped. Immutable. */
record Asked(String namespace, long ackId) {

    /** Nothing where the packet asks for nothing. */
    static @Nullable Asked in(SocketPacket packet) {
        return packet instanceof SocketPacket.Event event && event.ackId() != null
                ? new Asked(event.namespace(), event.ackId())
                : null;
    }
}
