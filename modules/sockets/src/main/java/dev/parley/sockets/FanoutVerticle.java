package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.LogMessage;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.Message.InOrder;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketReply;
import dev.parley.bus.SocketReply.Effect;
import dev.parley.bus.SocketRequest.Asker;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.SocketRequest.Order;
import dev.parley.bus.SocketRequest.Report;
import dev.parley.bus.Stamp;
import dev.parley.bus.tracing.Tracing;
import dev.parley.cluster.Arrivals;
import dev.parley.cluster.Membership;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Worth;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes every event that is for sockets of this node and hands it, as one packet for all of them, to each event loop. One
 * instance: what one emitter sends arrives in order because all of it passes here. So do requests to sockets and the
 * revocation of tokens.
 */
public final class FanoutVerticle extends VerticleBase {

    private static final long TICK_MILLIS = 100;

    private final NodeId self;
    private final Bus bus;
    private final SocketServices node;
    private final Arrivals arrivals;
    private final Counter useful;
    private final Counter useless;
    private final PassageWatch passages;

    public FanoutVerticle(NodeId self, Bus bus, SocketServices node) {
        this(self, bus, node, Tracing.OFF);
    }

    public FanoutVerticle(NodeId self, Bus bus, SocketServices node, Tracing tracing) {
        this.passages = new PassageWatch(self, tracing, node.delivered());
        this.self = self;
        this.bus = bus;
        this.node = node;
        this.arrivals = new Arrivals(self, node.recovery().logs(), new ToTheLoops());
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
        Membership membership = node.recovery().membership();
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId other) {
                context.runOnContext(here -> arrivals.joined(other));
            }

            @Override
            public void left(NodeId other) {
                context.runOnContext(here -> arrivals.left(other));
            }
        });
        membership.others().forEach(arrivals::joined);
        vertx.setPeriodic(TICK_MILLIS, now -> arrivals.tick());
        return bus.hear(Addresses.FANOUT, this::take).compose(open -> bus.hear(Addresses.REVOKED, this::revoke));
    }

    private void take(InOrder said) {
        switch (said) {
            case LogMessage.FromLog log -> arrivals.hear(log);
            case Delivery delivery -> fanOut(delivery);
        }
    }

    /** Where what has been asked for goes on, in its place among what comes by itself. */
    private final class ToTheLoops implements Arrivals.Receiver {

        @Override
        public void late(Broadcast event) {
            Stamp stamp = event.stamp().orElseThrow();
            if (!hasMembers(event.audience())) return;
            EncodedPacket packet = encoded(event, null);
            for (SocketLoop loop : node.loops()) loop.deliverLate(event.audience(), packet, stamp);
        }

        @Override
        public void missed(Missed answer) {
            node.recovery().hear(answer, arrivals.position());
        }

        @Override
        public void broken(NodeId origin) {
            for (SocketLoop loop : node.loops()) loop.breakContinuity();
        }
    }

    /** Whether an event comes for the first time, and in its order. */
    private boolean isNew(Broadcast event) {
        return event.stamp().isEmpty() || arrivals.admit(event);
    }

    private void fanOut(Delivery delivery) {
        Audience audience = delivery.audience();
        switch (delivery) {
            case Broadcast event -> {
                if (!isNew(event) || !hasMembers(audience)) return;
                Runnable handedOver = followed(event);
                EncodedPacket packet = encoded(event, null);
                for (SocketLoop loop : node.loops()) loop.deliver(audience, packet, event.droppable());
                handedOver.run();
            }
            case Inquiry inquiry -> {
                if (hasMembers(audience)) {
                    Runnable handedOver = followed(inquiry.event());
                    inquire(inquiry);
                    handedOver.run();
                } else {
                    reply(inquiry.from(), new Addressed(self, inquiry.number(), 0));
                }
            }
            case Report report -> {
                if (isNew(report.event()) && hasMembers(audience)) {
                    Runnable handedOver = followed(report.event());
                    answer(report.asker(), here().report(report, encoded(report.event(), null)));
                    handedOver.run();
                } else {
                    answer(report.asker(), nobody(report.asker()));
                }
            }
            case Order order -> {
                long number = order.asker().map(Asker::number).orElse(0L);
                Future<SocketReply> done = here().carryOut(order, number);
                order.asker().ifPresent(asker -> answer(asker, done));
            }
            case Lookup lookup -> answer(lookup.asker(), here().look(lookup));
        }
    }

    /** To be run when the event has been given to the loops; it costs something where the event is timed or traced. */
    private Runnable followed(Broadcast event) {
        if (event.passage().isEmpty()) return FanoutVerticle::unnoticed;
        return passages.follow(event, event.passage().get(), List.copyOf(node.loops()));
    }

    private static void unnoticed() {}

    /** Asked once for each event. */
    private boolean hasMembers(Audience audience) {
        boolean members = node.directory().nodesOf(audience).contains(self);
        (members ? useful : useless).increment();
        return members;
    }

    private NodeRequests here() {
        return new NodeRequests(self, List.copyOf(node.loops()));
    }

    private Future<SocketReply> nobody(Asker asker) {
        return Future.succeededFuture(new Effect(self, asker.number(), 0, 0));
    }

    private void answer(Asker asker, Future<SocketReply> answer) {
        answer.onSuccess(reply -> {
            if (asker.node().equals(self)) {
                bus.send(Addresses.SOCKET_REPLIES, reply);
            } else {
                bus.send(Addresses.node(asker.node()), reply);
            }
        });
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
        var packet = new SocketPacket.Event(namespace, ackId, event.args(), event.attachments());
        Worth worth = node.namespaces().worthOfEvents(namespace, event.droppable());
        return node.namespaces().recover(namespace)
                ? EncodedPacket.of(
                        packet, worth, arrivals.position(), event.stamp().orElse(null))
                : EncodedPacket.of(packet, worth);
    }

    private void reply(NodeId asker, InquiryReply reply) {
        if (asker.equals(self)) {
            bus.send(Addresses.INQUIRIES, reply);
        } else {
            bus.send(Addresses.node(asker), reply);
        }
    }
}
