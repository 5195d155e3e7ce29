package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.bus.Audience;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * What the connections of one event loop share. Confined to that event loop; {@link #deliver} and
 * {@link #inquire} may be called from anywhere.
 *
 * @param maxNamespaces how many of them one connection may be in
 * @param connectTimeout how long a connection may stay without joining a namespace
 */
record SocketLoop(
        Vertx vertx,
        Context context,
        RoomRegistry rooms,
        AckIds ackIds,
        Apps apps,
        Namespaces namespaces,
        int maxNamespaces,
        PacketRules packets,
        Duration connectTimeout,
        Safeguards safeguards,
        Counter deliveries) {

    /** Hands a packet to the sockets of this event loop. What one thread hands over arrives in order. */
    void deliver(Audience audience, EncodedPacket packet, boolean droppable) {
        context.runOnContext(
                here -> deliveries.increment(rooms.deliver(audience, socket -> socket.deliver(packet, droppable))));
    }

    /** The same with a packet that each of them is to answer. */
    void inquire(Audience audience, NodeInquiry inquiry, Duration within) {
        context.runOnContext(here -> {
            var asking = new LoopInquiry(vertx, context, inquiry);
            deliveries.increment(rooms.deliver(audience, asking::ask));
            asking.await(within);
        });
    }
}
