package dev.parley.bus;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Goes along with an event that is timed or traced, to each node that gets it. Most events have none.
 *
 * @param from the node that accepted it
 * @param accepted when, by the clock of that node, in microseconds since 1970
 * @param trace what of the trace it belongs to is known, as a W3C {@code traceparent}
 */
public record Passage(NodeId from, long accepted, Optional<String> trace) {

    /** Of an event that is accepted at this moment. */
    public static Passage begin(NodeId from, Instant now, Optional<String> trace) {
        return new Passage(from, ChronoUnit.MICROS.between(Instant.EPOCH, now), trace);
    }

    /** Microseconds since it was accepted; 0 where the other node's clock is ahead. */
    public long microsUntil(Instant now) {
        return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, now) - accepted);
    }
}
