package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Observation;
import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.TrailCodec;
import dev.parley.bus.trail.TrailFilter;
import dev.parley.bus.trail.TrailOrder;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The watches of this node. Safe on every thread: each belongs to the context that it was begun on, and what it is told is
 * brought there.
 */
public final class TrailsOverTheBus implements Trails {

    /** A watch.
     *
     * @param order what nodes are told of it, again and again
     */
    private record Kept(TrailOrder order, Context owner, Consumer<Observation> sink) {

        void told(Observation observation) {
            owner.runOnContext(here -> sink.accept(observation));
        }
    }

    private final NodeId self;
    private final Vertx vertx;
    private final Membership membership;
    private final Bus bus;
    private final Semaphore places = new Semaphore(MAX_WATCHES);
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Kept> open = new ConcurrentHashMap<>();

    /** One for each node. */
    public TrailsOverTheBus(NodeId self, Cluster cluster, Bus bus) {
        this(self, cluster.vertx(), cluster.membership(), bus);
    }

    /** One for each node. */
    public TrailsOverTheBus(NodeId self, Vertx vertx, Membership membership, Bus bus) {
        this.self = self;
        this.vertx = vertx;
        this.membership = membership;
        this.bus = bus;
    }

    /** Begins to listen; done when what nodes see is heard. */
    public Future<Void> open() {
        vertx.setPeriodic(RENEWED.toMillis(), tick -> open.values().forEach(each -> say(each.order)));
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                open.values().forEach(each -> say(node, each.order));
            }

            @Override
            public void left(NodeId node) {
                open.values().stream()
                        .filter(each -> each.order instanceof TrailOrder.Follow)
                        .forEach(each -> each.told(new TrailReport(node, List.of(), 0, 1, false)));
            }
        });
        return bus.hear(Addresses.WATCHERS, this::hear);
    }

    @Override
    public Optional<Watching> watch(TrailFilter filter, Detail detail, Consumer<TrailReport> sink) {
        return begin(number -> new TrailOrder.Follow(self, number, filter, detail), told -> {
            if (told instanceof TrailReport report) sink.accept(report);
        });
    }

    @Override
    public Optional<Watching> count(Consumer<Tally> sink) {
        return begin(number -> new TrailOrder.Count(self, number), told -> {
            if (told instanceof Tally tally) sink.accept(tally);
        });
    }

    @Override
    public Set<NodeId> nodes() {
        var nodes = new TreeSet<>(membership.others());
        nodes.add(self);
        return nodes;
    }

    private Optional<Watching> begin(LongFunction<TrailOrder> order, Consumer<Observation> sink) {
        if (!places.tryAcquire()) return Optional.empty();
        long number = numbers.getAndIncrement();
        Context owner = vertx.getOrCreateContext();
        // What is on its way when the watch is closed is nobody's.
        var kept = new Kept(order.apply(number), owner, told -> {
            if (open.containsKey(number)) sink.accept(told);
        });
        open.put(number, kept);
        say(kept.order);
        return Optional.of(() -> end(number));
    }

    private void end(long number) {
        if (open.remove(number) == null) return;
        places.release();
        say(new TrailOrder.Stop(self, number));
    }

    private void say(TrailOrder order) {
        for (NodeId node : nodes()) say(node, order);
    }

    private void say(NodeId node, TrailOrder order) {
        TrailOrdered message = TrailCodec.write(order);
        if (node.equals(self)) bus.send(Addresses.WATCHED, message);
        else bus.send(Addresses.node(node), message);
    }

    private void hear(TrailTold told) {
        Kept kept = open.get(told.watch());
        if (kept != null) kept.owner.runOnContext(here -> kept.sink.accept(TrailCodec.read(told)));
    }
}
