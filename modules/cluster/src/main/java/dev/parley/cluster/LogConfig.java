package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Which events are kept for clients that come back, and for how long.
 *
 * @param recoverable the namespaces whose events are kept
 * @param window how long a client may be away after its disconnection was noticed
 * @param unnoticed how long a disconnection may go unnoticed: ping interval and timeout
 * @param maxBytes of events kept for each app that this node has accepted; the oldest go first
 */
public record LogConfig(Predicate<AppNamespace> recoverable, Duration window, Duration unnoticed, long maxBytes) {

    /** Nothing is kept. */
    public static final LogConfig OFF =
            new LogConfig(namespace -> false, Duration.ofMinutes(2), Duration.ofSeconds(45), 0);

    EventLog.Limits limits() {
        return new EventLog.Limits(window.plus(unnoticed), maxBytes);
    }

    /** A copy ages by another clock than its origin's: clocks that differ by less cost nothing. */
    EventLog.Limits limitsOfCopies() {
        return new EventLog.Limits(window.plus(unnoticed).plusSeconds(30), maxBytes);
    }

    /** How long the log of a dead node is kept. */
    Duration life() {
        return window.multipliedBy(2);
    }
}
