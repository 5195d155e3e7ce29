package dev.parley.bus.trail;

import dev.parley.bus.NodeId;

/** What a node that watches says to one that is watched. */
public sealed interface TrailOrder {

    /** Who watches. */
    NodeId by();

    /** Names the watch among those of {@link #by}. */
    long number();

    /** Tell what these sockets do. Said again, it holds for another {@link Trails#LEASE}. */
    record Follow(NodeId by, long number, TrailFilter filter, Detail detail) implements TrailOrder {}

    /** Tell how much passes. Said again, as {@link Follow}. */
    record Count(NodeId by, long number) implements TrailOrder {}

    /** That is enough. */
    record Stop(NodeId by, long number) implements TrailOrder {}
}
