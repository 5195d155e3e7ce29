package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.NodeId;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.cluster.InquiryResult.TooManyOpen;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Asks sockets of the whole cluster and collects what they answer. Safe on every thread: each inquiry belongs to the
 * context it was asked on, and whatever concerns it is brought there.
 */
public final class Inquiries {

    /** An inquiry and the context that it is confined to. */
    private record Owned(Context owner, OpenInquiry inquiry) {

        void later(Consumer<OpenInquiry> action) {
            owner.runOnContext(here -> action.accept(inquiry));
        }
    }

    private final NodeId self;
    private final Vertx vertx;
    private final Membership membership;
    private final Bus bus;
    private final Broadcaster broadcaster;
    private final InquiryLimits limits;
    private final Semaphore places;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Owned> open = new ConcurrentHashMap<>();

    /** One for each node. */
    public Inquiries(
            NodeId self,
            Cluster cluster,
            Bus bus,
            Broadcaster broadcaster,
            InquiryLimits limits,
            MeterRegistry meters) {
        this.self = self;
        this.vertx = cluster.vertx();
        this.membership = cluster.membership();
        this.bus = bus;
        this.broadcaster = broadcaster;
        this.limits = limits;
        this.places = new Semaphore(limits.open());
        Gauge.builder("parley.inquiries.open", open, Map::size)
                .description("Emits that wait for their acknowledgements")
                .register(meters);
    }

    /** Begins to listen; done when replies are heard. */
    public Future<Void> open() {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {}

            @Override
            public void left(NodeId node) {
                open.values().forEach(each -> each.later(inquiry -> inquiry.left(node)));
            }
        });
        return bus.hear(Addresses.INQUIRIES, this::hear);
    }

    private void hear(InquiryReply reply) {
        Owned asked = open.get(reply.number());
        if (asked != null) asked.later(inquiry -> inquiry.hear(reply));
    }

    /**
     * Sends an event that each socket of its audience is to answer. It takes its place among the broadcasts of the calling
     * thread (promise P2).
     *
     * @param within how long to wait for answers
     * @return completes on the caller's context when every socket has answered or is known not to, or when the time is
     *     over; it does not fail, whatever becomes of other nodes
     */
    public Future<InquiryResult> ask(Broadcast event, Duration within, Reach reach) {
        return ask(event, within, reach, Integer.MAX_VALUE);
    }

    /** The same, done as soon as one socket has answered. */
    public Future<InquiryResult> askForOne(Broadcast event, Duration within, Reach reach) {
        return ask(event, within, reach, 1);
    }

    private Future<InquiryResult> ask(Broadcast event, Duration within, Reach reach, int enough) {
        return broadcaster.inOrder(event.audience(), () -> askNow(event, within, reach, enough));
    }

    private Future<InquiryResult> askNow(Broadcast event, Duration within, Reach reach, int enough) {
        Collection<NodeId> nodes = broadcaster.nodesOf(event.audience(), reach);
        if (nodes.isEmpty()) return Future.succeededFuture(Collected.NOBODY);
        if (!places.tryAcquire()) return Future.succeededFuture(new TooManyOpen());

        var asked = new Owned(vertx.getOrCreateContext(), new OpenInquiry(nodes, limits.bytes(), enough));
        long number = numbers.getAndIncrement();
        open.put(number, asked);
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> asked.later(OpenInquiry::finish));
        for (NodeId node : nodes) {
            broadcaster.hand(node, new Inquiry(self, number, event, within, limits.bytes()));
        }
        // One that left before the inquiry was open is not announced again.
        Set<NodeId> others = membership.others();
        for (NodeId node : nodes) {
            if (!node.equals(self) && !others.contains(node)) asked.later(inquiry -> inquiry.left(node));
        }
        return asked.inquiry()
                .result()
                .<InquiryResult>map(collected -> collected)
                .onComplete(over -> {
                    vertx.cancelTimer(timer);
                    open.remove(number);
                    places.release();
                });
    }
}
