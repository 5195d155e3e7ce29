package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Excerpt;
import dev.parley.bus.NodeId;
import dev.parley.bus.Revocation;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.Stamp;
import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.TrailOrder.Follow;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.sockets.engine.Traffic;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the connections of one event loop share. Confined to that event loop; its methods may be called from
 * anywhere.
 *
 * @param maxNamespaces how many of them one connection may be in
 * @param connectTimeout how long a connection may stay without joining a namespace
 * @param tokenWarning how long before its expiry a client is told that its token expires
 */
record SocketLoop(
        Vertx vertx,
        Context context,
        RoomRegistry rooms,
        LoopPosition position,
        Recovery recovery,
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
        Taps taps,
        Counter deliveries,
        Traffic traffic) {

    /** Hands a packet to the sockets of this event loop. What one thread hands over arrives in order. */
    void deliver(Audience audience, EncodedPacket packet, boolean droppable) {
        context.runOnContext(here -> {
            position.passed(packet);
            deliveries.increment(rooms.deliver(audience, socket -> socket.deliver(packet, droppable)));
        });
    }

    /** The same with an event that was lost on its way: to those that are not younger than it is. */
    void deliverLate(Audience audience, EncodedPacket packet, Stamp stamp) {
        context.runOnContext(here -> {
            position.passed(packet);
            deliveries.increment(
                    rooms.deliver(audience, socket -> socket.isOwed(audience, stamp) && socket.deliver(packet, false)));
        });
    }

    /** Runs when what was handed over before is with the network, as far as clients take it. */
    void afterwards(Runnable what) {
        context.runOnContext(delivered -> context.runOnContext(flushed -> what.run()));
    }

    /** Nobody of a namespace where clients recover can prove any more that it has heard all: none of them returns. */
    void breakContinuity() {
        context.runOnContext(
                here -> rooms.sockets().forEach(socket -> socket.resumption().forgo()));
    }

    /** Keeps the sessions of those who are connected from expiring.
     *
     * @param share of all, of which each is asked for in turn
     */
    void renewSessions(int turn, int share) {
        for (NamespaceSocket socket : rooms.sockets())
            if (Math.floorMod(socket.id().hashCode(), share) == turn)
                socket.resumption().renew();
    }

    /** The same; tells how many sockets there are, and how many of them it was handed to. */
    Future<Reached> report(Audience audience, EncodedPacket packet, boolean droppable) {
        return there(() -> {
            position.passed(packet);
            Collection<NamespaceSocket> members = rooms.members(audience);
            int handed = 0;
            for (NamespaceSocket socket : members) if (socket.deliver(packet, droppable)) handed++;
            deliveries.increment(handed);
            return new Reached(members.size(), handed);
        });
    }

    /** Has each socket of the audience do something, in its place among the packets; done when it is done. */
    Future<Reached> obey(Audience audience, Command command) {
        return there(() -> rooms.members(audience).stream()
                        .map(socket -> socket.obey(command))
                        .toList())
                .compose(all -> Future.join(all)
                        .transform(done -> Future.succeededFuture(new Reached(all.size(), (int)
                                all.stream().filter(Future::succeeded).count()))));
    }

    /** Follows sockets for somebody; done when those that are there have been told of. */
    Future<Void> follow(Follow order, NodeId self, Consumer<TrailReport> told) {
        return there(() -> {
            taps.follow(order, self, rooms::sockets, told);
            return null;
        });
    }

    /** Follows them no longer. */
    void leave(NodeId by, long number) {
        context.runOnContext(here -> taps.leave(by, number));
    }

    /** What has been counted since it was last asked for, and how many sockets each namespace has. */
    Future<Counted> count() {
        return there(() -> new Counted(rooms.occupied(), taps.count()));
    }

    void stopCounting() {
        context.runOnContext(here -> taps.stopCounting());
    }

    /**
     * How much has passed on one event loop.
     *
     * @param sockets how many there are, by namespace
     */
    record Counted(Map<AppNamespace, Integer> sockets, List<Tally.Count> counts) {}

    Future<Excerpt<SocketInfo>> sockets(Lookup lookup, NodeId self) {
        return there(() -> new Roster(rooms).sockets(lookup, self));
    }

    Future<Excerpt<Integer>> names(Lookup lookup) {
        return there(() -> new Roster(rooms).names(lookup));
    }

    /** Completes on this event loop. */
    private <T> Future<T> there(Supplier<T> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> done.complete(task.get()));
        return done.future();
    }

    /** Ends the sockets that live by such a token, and those that are about to. */
    void revoke(Revocation revocation) {
        context.runOnContext(here -> {
            revoked.add(revocation);
            for (NamespaceSocket socket : rooms.sockets())
                socket.authentication().revoked(revocation);
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

    /** As {@link #deliver}, with a packet that each of them is to answer. */
    void inquire(Audience audience, NodeInquiry inquiry, Duration within) {
        context.runOnContext(here -> {
            var asking = new LoopInquiry(vertx, context, inquiry);
            deliveries.increment(rooms.deliver(audience, asking::ask));
            asking.await(within);
        });
    }
}
