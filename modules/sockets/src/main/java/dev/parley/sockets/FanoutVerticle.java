package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.NodeId;
import dev.parley.protocol.socket.SocketPacket;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes every event that is for sockets of this node and hands it, as one packet for all of them, to each event loop. One
 * instance: what one emitter sends arrives in order because all of it passes here. Tells them of revoked tokens too.
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
        return bus.hear(Addresses.FANOUT, this::fanOut).compose(open -> bus.hear(Addresses.REVOKED, this::revoke));
    }

    private void fanOut(Delivery delivery) {
        Audience audience = delivery.event().audience();
        boolean members = node.directory().nodesOf(audience).contains(self);
        (members ? useful : useless).increment();
        switch (delivery) {
            case Broadcast event
            when members -> {
                EncodedPacket packet = encoded(event, null);
                for (SocketLoop loop : node.loops()) loop.deliver(audience, packet, event.droppable());
            }
            case Broadcast late -> {}
            case Inquiry inquiry when members -> inquire(inquiry);
            case Inquiry late -> reply(late.from(), new Addressed(self, late.number(), 0));
        }
    }

    private void revoke(Revoked revoked) {
        for (SocketLoop loop : node.loops()) loop.revoke(revoked.revocation());
    }

    private void inquire(Inquiry inquiry) {
        long ackId = node.ackIds().next();
        List<SocketLoop> loops = List.copyOf(node.loops());
        var whole = new NodeInquiry(
                context,
                self,
                inquiry,
                ackId,
                encoded(inquiry.event(), ackId),
                loops.size(),
                reply -> reply(inquiry.from(), reply));
        for (SocketLoop loop : loops) loop.inquire(inquiry.event().audience(), whole, inquiry.within());
    }

    private EncodedPacket encoded(Broadcast event, @Nullable Long ackId) {
        String namespace = event.audience().namespace().name();
        return EncodedPacket.of(
                new SocketPacket.Event(namespace, ackId, event.args(), event.attachments()),
                node.namespaces().worthOfEvents(namespace, event.droppable()));
    }

    private void reply(NodeId asker, InquiryReply reply) {
        if (asker.equals(self)) {
            bus.send(Addresses.INQUIRIES, reply);
        } else {
            bus.send(Addresses.node(asker), reply);
        }
    }
}
