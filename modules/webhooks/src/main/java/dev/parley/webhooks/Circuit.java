package dev.parley.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint is worth an attempt. After some failures one after another it is left alone for a while; then one
 * attempt at a time tries it, and each of those that fails doubles the while. Owned by {@link Queues}.
 */
final class Circuit {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final int limit;
    private final Duration longest;
    private int failures;
    private @Nullable Duration pause;
    private @Nullable Instant until;
    private boolean probing;

    /**
     * A closed one.
     *
     * @param limit failures that open it
     * @param longest how long the endpoint is left alone at most
     */
    Circuit(int limit, Duration longest) {
        this.limit = limit;
        this.longest = longest;
    }

    boolean isClosed() {
        return until == null;
    }

    boolean admits(Instant now) {
        return until == null || (!now.isBefore(until) && !probing);
    }

    /** When it admits a probe; nothing if it is closed, or if whatever the probe under way comes to decides. */
    Optional<Instant> admitsAt() {
        return probing ? Optional.empty() : Optional.ofNullable(until);
    }

    /** An attempt that was admitted begins; whether it is a probe. */
    boolean begin() {
        probing = until != null;
        return probing;
    }

    void succeeded() {
        failures = 0;
        pause = null;
        until = null;
        probing = false;
    }

    /**
     * An attempt failed. One that began before the circuit opened says nothing new.
     *
     * @param asked how long the receiver asks to be left alone, whatever the circuit thinks
     */
    void failed(boolean probe, Instant now, Duration asked) {
        failures++;
        if (probe) probing = false;
        if (probe || (until == null && failures >= limit)) {
            pause = pause == null ? shorter(FIRST_PAUSE) : shorter(pause.multipliedBy(2));
            until = now.plus(pause);
        }
        Instant wanted = now.plus(asked);
        if (asked.isPositive() && (until == null || until.isBefore(wanted))) until = wanted;
    }

    /** An attempt was not made after all, or says nothing about the endpoint. */
    void aborted(boolean probe) {
        if (probe) probing = false;
    }

    private Duration shorter(Duration wanted) {
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }
}
