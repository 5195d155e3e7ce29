package dev.parley.server;

import dev.parley.api.Health;
import dev.parley.api.server.Drains;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.DrainAnswer;
import dev.parley.bus.Message.DrainNotice;
import dev.parley.bus.Message.DrainOrder;
import dev.parley.bus.NodeId;
import dev.parley.cluster.Membership;
import dev.parley.cluster.Quorum;
import dev.parley.server.Drain.Drained;
import io.vertx.core.Future;
import java.util.function.IntSupplier;

/** Has this node or another let its clients go, and tells the others of it. Safe on every thread. */
final class ClusterDrain implements Drains {

    private final NodeId self;
    private final Bus bus;
    private final Membership membership;
    private final Quorum quorum;
    private final Health health;
    private final Drain drain;
    private final IntSupplier connections;

    /**
     * @param drain of this node
     * @param connections of this node, now
     */
    ClusterDrain(
            NodeId self,
            Bus bus,
            Membership membership,
            Quorum quorum,
            Health health,
            Drain drain,
            IntSupplier connections) {
        this.self = self;
        this.bus = bus;
        this.membership = membership;
        this.quorum = quorum;
        this.health = health;
        this.drain = drain;
        this.connections = connections;
    }

    /** Begins to listen; done when orders of other nodes are heard. */
    Future<Void> open() {
        quorum.open();
        return bus.hear(Addresses.DEPARTURES, notice -> quorum.departing(notice.from()))
                .compose(heard -> bus.answer(Addresses.DRAIN, order -> Future.succeededFuture(ordered())));
    }

    /** This node lets its clients go, wherever they may go to. As {@link Drain#begin}. */
    Future<Drained> begin() {
        health.draining();
        for (NodeId other : membership.others()) bus.send(Addresses.node(other), new DrainNotice(self));
        return drain.begin();
    }

    private DrainAnswer ordered() {
        if (!drain.hasBegun() && !quorum.hasAnother()) return new DrainAnswer(false, connections.getAsInt());
        int there = connections.getAsInt();
        if (!drain.hasBegun()) {
            var unused = begin();
        }
        return new DrainAnswer(true, there);
    }

    @Override
    public Future<Outcome> drain(NodeId node) {
        if (node.equals(self)) return Future.succeededFuture(outcome(ordered()));
        if (!membership.others().contains(node)) return Future.succeededFuture(new UnknownNode());
        return bus.ask(Addresses.node(node), new DrainOrder())
                .map(ClusterDrain::outcome)
                .otherwise(silent -> new Silent());
    }

    private static Outcome outcome(DrainAnswer answer) {
        return answer.begun() ? new Begun(answer.connections()) : new NoOtherNode();
    }
}
