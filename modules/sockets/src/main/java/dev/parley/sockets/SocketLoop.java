package dev.parley.sockets;

import dev.parley.bus.Audience;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;

/**
 * What the connections of one event loop share. Confined to that event loop; {@link #deliver} may be called from
 * anywhere.
 *
 * @param namespaces profiles by namespace
 * @param connectTimeout how long a connection may stay without joining a namespace
 */
record SocketLoop(
        Vertx vertx,
        Context context,
        RoomRegistry rooms,
        Map<String, Profile> namespaces,
        PacketRules packets,
        Duration connectTimeout,
        Counter deliveries) {

    /** Hands a packet to the sockets of this event loop. What one thread hands over arrives in order. */
    void deliver(Audience audience, EncodedPacket packet, boolean droppable) {
        context.runOnContext(here -> deliveries.increment(rooms.deliver(audience, packet, droppable)));
    }
}
