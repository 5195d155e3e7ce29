package dev.parley.sockets;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.TrailOrder.Follow;
import dev.parley.bus.trail.TrailReport;
import dev.parley.sockets.observe.LoopTally;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where sockets of one event loop are watched. Confined to that event loop.
 *
 * <p>While nobody watches there is neither a trail nor a tally, and whoever has something to tell reads that and no more.
 */
final class Taps {

    private final Vertx vertx;
    private final InstantSource clock;
    private @Nullable LoopTrail trail;
    private @Nullable LoopTally tally;

    Taps(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Who is to be told of what sockets do; null while nobody watches. */
    @Nullable
    LoopTrail trail() {
        return trail;
    }

    /** What is to be told of how much passes; null while nobody counts. */
    @Nullable
    LoopTally tally() {
        return tally;
    }

    /**
     * Follows sockets from now on, and tells first of those that are there. Nothing happens where it does so already.
     *
     * @param self the node
     * @param told gets what is seen, on this event loop
     */
    void follow(Follow order, NodeId self, Supplier<Set<NamespaceSocket>> there, Consumer<TrailReport> told) {
        LoopTrail current = trail;
        if (current == null) {
            current = new LoopTrail(vertx, clock, self);
            trail = current;
        }
        current.follow(order, there, told);
    }

    /** Follows them no longer. */
    void leave(NodeId by, long number) {
        if (trail != null && trail.leave(by, number)) trail = null;
    }

    /** What has been counted since it was last asked for; counts from now on. */
    List<Tally.Count> count() {
        LoopTally current = tally;
        if (current == null) {
            tally = new LoopTally(clock);
            return List.of();
        }
        return current.take();
    }

    /** Counts no longer. */
    void stopCounting() {
        tally = null;
    }
}
