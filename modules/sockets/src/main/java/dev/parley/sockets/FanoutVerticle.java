package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.protocol.socket.SocketPacket;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Takes every event that is for sockets of this node and hands it, as one packet for all of them, to each event loop. One
 * instance: what one emitter sends arrives in order because all of it passes here.
 */
public final class FanoutVerticle extends VerticleBase {

    private final NodeId self;
    private final Bus bus;
    private final SocketServices node;
    private final Counter useful;
    private final Counter useless;

    public FanoutVerticle(NodeId self, Bus bus, SocketServices node) {
        this.self = self;
        this.bus = bus;
        this.node = node;
        this.useful = received("useful");
        this.useless = received("useless");
    }

    private Counter received(String use) {
        return Counter.builder("parley.broadcasts.received")
                .description("Events that reached this node; useless ones found no members any more")
                .tag("use", use)
                .register(node.meters());
    }

    @Override
    public Future<?> start() {
        return bus.hear(Addresses.FANOUT, this::fanOut);
    }

    private void fanOut(Broadcast event) {
        boolean members = node.directory().nodesOf(event.audience()).contains(self);
        (members ? useful : useless).increment();
        if (!members) return;
        EncodedPacket packet = EncodedPacket.of(
                new SocketPacket.Event(event.audience().namespace(), null, event.args(), event.attachments()));
        for (SocketLoop loop : node.loops()) loop.deliver(event.audience(), packet, event.droppable());
    }
}
