package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;

/**
 * Sends an event to the nodes that have members of its audience, and to no other. Safe on every thread; events of one
 * thread to one audience arrive in the order they were sent (promise P2).
 */
public final class Broadcaster {

    private final NodeId self;
    private final Bus bus;
    private final RoomDirectory directory;
    private final Counter local;
    private final Counter remote;

    public Broadcaster(NodeId self, Bus bus, RoomDirectory directory, MeterRegistry meters) {
        this.self = self;
        this.bus = bus;
        this.directory = directory;
        this.local = sent(meters, "local");
        this.remote = sent(meters, "remote");
    }

    public void broadcast(Broadcast broadcast) {
        broadcast(broadcast, Reach.CLUSTER);
    }

    public void broadcast(Broadcast broadcast, Reach reach) {
        for (NodeId node : nodesOf(broadcast.audience(), reach)) hand(node, broadcast);
    }

    /** The nodes within reach that have members of the audience. */
    Collection<NodeId> nodesOf(Audience audience, Reach reach) {
        Collection<NodeId> nodes = directory.nodesOf(audience);
        return switch (reach) {
            case CLUSTER -> nodes;
            case NODE -> nodes.contains(self) ? List.of(self) : List.of();
        };
    }

    /** Hands an event to a node. */
    void hand(NodeId node, Delivery event) {
        pass(node, event);
        (node.equals(self) ? local : remote).increment();
    }

    /** Passes on what goes the way of events, and is none. */
    void pass(NodeId node, Delivery delivery) {
        if (node.equals(self)) {
            bus.send(Addresses.FANOUT, delivery);
        } else {
            bus.send(Addresses.node(node), delivery);
        }
    }

    private static Counter sent(MeterRegistry meters, String to) {
        return Counter.builder("parley.broadcasts.sent")
                .description("Events handed to a node that has members of their audience")
                .tag("to", to)
                .register(meters);
    }
}
