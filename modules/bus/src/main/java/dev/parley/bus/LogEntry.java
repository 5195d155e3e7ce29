package dev.parley.bus;

import dev.parley.bus.Message.Broadcast;

/**
 * An event as the log of the node that accepted it keeps it.
 *
 * @param number as of {@link Stamp}
 * @param accepted milliseconds since 1970, by the clock of the node that accepted it
 * @param event without a stamp: it is not on its way to anybody
 */
public record LogEntry(long number, long accepted, Broadcast event) {

    /** The event as it is sent to a node that has heard everything before it. */
    public Broadcast stamped(NodeId origin) {
        return event.stamped(new Stamp(origin, number, 0));
    }
}
