package dev.parley.bus.trail;

import dev.parley.bus.NodeId;

/** What a node that is watched says to one that watches. */
public sealed interface Observation permits TrailReport, Tally {

    /** Who says it. */
    NodeId by();
}
