package dev.parley.bus.trail;

import dev.parley.bus.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Watches sockets of the whole cluster. Safe on every thread; to be called on a context of Vert.x. */
public interface Trails {

    /** How long a node goes on without hearing that it is still watched. */
    Duration LEASE = Duration.ofSeconds(7);

    /** How often it is told so. */
    Duration RENEWED = Duration.ofSeconds(2);

    /** How long what is seen waits for more. */
    Duration BATCHED = Duration.ofMillis(100);

    /** How often {@link Tally} is told. */
    Duration COUNTED = Duration.ofSeconds(2);

    /** How many watches of all kinds one node may keep; a node takes as many of each other one. */
    int MAX_WATCHES = 32;

    /**
     * Watches from now on, on nodes that join later too.
     *
     * @param sink called on the caller's context, reports of one event loop in order, until the watch is closed; of a node that
     *     has left, which says nothing any more, it is told that something is lost
     * @return nothing where this node keeps {@value #MAX_WATCHES} already
     */
    Optional<Watching> watch(TrailFilter filter, Detail detail, Consumer<TrailReport> sink);

    /**
     * Counts from now on, as {@link #watch}. Each node tells at once, and then again and again.
     */
    Optional<Watching> count(Consumer<Tally> sink);

    /** The nodes that are watched: those of the cluster at the moment, sorted. */
    Set<NodeId> nodes();

    /** A watch. Closing it twice does nothing. */
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }
}
