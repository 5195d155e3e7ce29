package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketReply;
import dev.parley.bus.SocketRequest.Asker;
import dev.parley.cluster.OpenRequest.Heard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The requests to sockets that this node waits for answers to. Safe on every thread: each belongs to the context it was made
 * on, and whatever concerns it is brought there.
 */
final class OpenRequests {

    /** A request and the context that it is confined to. */
    private record Owned(Context owner, OpenRequest request) {

        void later(Consumer<OpenRequest> action) {
            owner.runOnContext(here -> action.accept(request));
        }
    }

    private final NodeId self;
    private final Vertx vertx;
    private final Membership membership;
    private final RequestLimits limits;
    private final Semaphore places;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Owned> open = new ConcurrentHashMap<>();

    OpenRequests(NodeId self, Vertx vertx, Membership membership, RequestLimits limits, MeterRegistry meters) {
        this.self = self;
        this.vertx = vertx;
        this.membership = membership;
        this.limits = limits;
        this.places = new Semaphore(limits.open());
        Gauge.builder("parley.requests.open", open, Map::size)
                .description("Questions about sockets of the cluster, and commands to them, that wait for other nodes")
                .register(meters);
    }

    /** Begins to listen; done when answers are heard. */
    Future<Void> open(Bus bus) {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {}

            @Override
            public void left(NodeId node) {
                open.values().forEach(each -> each.later(request -> request.left(node)));
            }
        });
        return bus.hear(Addresses.SOCKET_REPLIES, this::hear);
    }

    private void hear(SocketReply reply) {
        Owned asked = open.get(reply.number());
        if (asked != null) asked.later(request -> request.hear(reply));
    }

    /**
     * Asks nodes, at once and on this thread.
     *
     * @param send hands the request to one of them
     * @return completes on the caller's context; does not fail
     */
    Future<Heard> ask(Collection<NodeId> nodes, BiConsumer<NodeId, Asker> send) {
        if (nodes.isEmpty()) return Future.succeededFuture(new Heard(List.of(), List.of()));
        if (!places.tryAcquire()) return Future.succeededFuture(new Heard(List.of(), List.copyOf(nodes)));

        var asked = new Owned(vertx.getOrCreateContext(), new OpenRequest(nodes));
        var asker = new Asker(self, numbers.getAndIncrement());
        open.put(asker.number(), asked);
        long timer = vertx.setTimer(Math.max(1, limits.within().toMillis()), late -> asked.later(OpenRequest::finish));
        for (NodeId node : nodes) send.accept(node, asker);
        // One that left before the request was open is not announced again.
        Set<NodeId> others = membership.others();
        for (NodeId node : nodes) {
            if (!node.equals(self) && !others.contains(node)) asked.later(request -> request.left(node));
        }
        return asked.request().result().onComplete(over -> {
            vertx.cancelTimer(timer);
            open.remove(asker.number());
            places.release();
        });
    }
}
