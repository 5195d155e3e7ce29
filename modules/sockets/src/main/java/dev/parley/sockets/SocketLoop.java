package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.bus.Audience;
import dev.parley.bus.Revocation;
import dev.parley.bus.webhooks.Webhooks;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the connections of one event loop share. Confined to that event loop; {@link #deliver}, {@link
 * #inquire} and {@link #revoke} may be called from anywhere.
 *
 * @param maxNamespaces how many of them one connection may be in
 * @param connectTimeout how long a connection may stay without joining a namespace
 * @param tokenWarning how long before its expiry a client is told that its token expires
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
        InstantSource clock,
        Duration tokenWarning,
        RecentRevocations revoked,
        Safeguards safeguards,
        Webhooks webhooks,
        Counter deliveries) {

    /** Hands a packet to the sockets of this event loop. What one thread hands over arrives in order. */
    void deliver(Audience audience, EncodedPacket packet, boolean droppable) {
        context.runOnContext(
                here -> deliveries.increment(rooms.deliver(audience, socket -> socket.deliver(packet, droppable))));
    }

    /** Ends the sockets that live by such a token, and those that are about to. */
    void revoke(Revocation revocation) {
        context.runOnContext(here -> {
            revoked.add(revocation);
            for (NamespaceSocket socket : rooms.sockets()) socket.revoked(revocation);
        });
    }

    /** Puts out the sockets of an app that is there no longer. */
    void appIsGone(String app) {
        context.runOnContext(here -> {
            for (NamespaceSocket socket : rooms.sockets()) {
                if (socket.app().equals(app)) socket.end("unknown_app", "The app is there no longer.");
            }
        });
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
