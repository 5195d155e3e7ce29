package dev.parley.cluster;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.NodeId;
import dev.parley.bus.Passage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends an event to the nodes that have members of its audience, and to no other. Safe on every thread; an event arrives
 * after those to its audience that were sent before it, by whichever thread (promise P2).
 */
public final class Broadcaster {

    /** Enough to tell how long events take, and too few to cost anything. */
    private static final int TIMED = 64;

    private final NodeId self;
    private final Bus bus;
    private final RoomDirectory directory;
    private final Sequencer sequencer;
    private final Counter local;
    private final Counter remote;
    private final Optional<InstantSource> timed;

    /** Which event is timed need not be exact. */
    private int turn;

    /** Of a node that keeps no events. */
    public Broadcaster(NodeId self, Bus bus, RoomDirectory directory, MeterRegistry meters) {
        this(self, bus, directory, Sequencer.NONE, meters);
    }

    /** Of a node that keeps those of recoverable namespaces. */
    public Broadcaster(NodeId self, Bus bus, RoomDirectory directory, LogVerticle log, MeterRegistry meters) {
        this(self, bus, directory, (Sequencer) log, meters);
    }

    /** The same, some of whose events are timed on their way to sockets. */
    public Broadcaster(
            NodeId self, Bus bus, RoomDirectory directory, LogVerticle log, InstantSource clock, MeterRegistry meters) {
        this(self, bus, directory, log, Optional.of(clock), meters);
    }

    Broadcaster(NodeId self, Bus bus, RoomDirectory directory, Sequencer sequencer, MeterRegistry meters) {
        this(self, bus, directory, sequencer, Optional.empty(), meters);
    }

    private Broadcaster(
            NodeId self,
            Bus bus,
            RoomDirectory directory,
            Sequencer sequencer,
            Optional<InstantSource> timed,
            MeterRegistry meters) {
        this.self = self;
        this.bus = bus;
        this.directory = directory;
        this.sequencer = sequencer;
        this.timed = timed;
        this.local = sent(meters, "local");
        this.remote = sent(meters, "remote");
    }

    /** The same in the whole cluster. */
    public Future<Void> broadcast(Broadcast broadcast) {
        return broadcast(broadcast, Reach.CLUSTER);
    }

    /**
     * Sends it.
     *
     * @return done, on the caller's context, when the event survives the death of this node: in a recoverable namespace
     *     another node has it then, if there is one, or has been too slow; elsewhere at once. It does not fail
     */
    @CanIgnoreReturnValue
    public Future<Void> broadcast(Broadcast event, Reach reach) {
        Broadcast broadcast = timedNowAndThen(event);
        return inOrder(broadcast.audience(), () -> {
            if (isKept(broadcast, reach)) return sequencer.accept(broadcast, this::hand);
            for (NodeId node : nodesOf(broadcast.audience(), reach)) hand(node, broadcast);
            return Future.succeededFuture();
        });
    }

    /**
     * The event as a part of a trace, if this node times events and there is one.
     *
     * @param trace a W3C {@code traceparent}
     */
    public Broadcast traced(Broadcast event, Optional<String> trace) {
        if (trace.isEmpty() || timed.isEmpty()) return event;
        return event.with(Passage.begin(self, timed.get().instant(), trace));
    }

    /** One in so many; one that is traced is timed anyway. */
    private Broadcast timedNowAndThen(Broadcast event) {
        if (timed.isEmpty() || ++turn % TIMED != 0 || event.passage().isPresent()) return event;
        return event.with(Passage.begin(self, timed.get().instant(), Optional.empty()));
    }

    /**
     * Does something with the nodes of an audience, in its place among the broadcasts of this thread.
     *
     * @return completes on the caller's context
     */
    <T> Future<T> inOrder(Audience audience, Supplier<Future<T>> action) {
        return sequencer.covers(audience.namespace()) ? sequencer.inOrder(action) : action.get();
    }

    /** Whether a client that comes back is owed the event. */
    private boolean isKept(Broadcast event, Reach reach) {
        return reach == Reach.CLUSTER
                && !event.droppable()
                && sequencer.covers(event.audience().namespace());
    }

    /** Accepts an event that its caller hands on by itself, at once: to these nodes, to each as it is here. */
    Map<NodeId, Broadcast> accepted(Broadcast event, Reach reach) {
        var nodes = new LinkedHashMap<NodeId, Broadcast>();
        if (isKept(event, reach)) {
            var unused = sequencer.accept(event, nodes::put);
        } else {
            for (NodeId node : nodesOf(event.audience(), reach)) nodes.put(node, event);
        }
        return nodes;
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
