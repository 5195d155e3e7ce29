package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

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
        for (NodeId node : directory.nodesOf(broadcast.audience())) {
            if (node.equals(self)) {
                bus.send(Addresses.FANOUT, broadcast);
                local.increment();
            } else {
                bus.send(Addresses.node(node), broadcast);
                remote.increment();
            }
        }
    }

    private static Counter sent(MeterRegistry meters, String to) {
        return Counter.builder("parley.broadcasts.sent")
                .description("Events handed to a node that has members of their audience")
                .tag("to", to)
                .register(meters);
    }
}
