package dev.parley.webhooks;

import dev.parley.store.webhooks.StoredDelivery;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pending delivery in memory, mostly without what is only needed to send it. Owned by the verticle's context. */
final class Entry {

    private final String id;
    private final Instant accepted;
    private int failures;
    private @Nullable Instant next;
    private @Nullable StoredDelivery body;

    Entry(String id, Instant accepted, int failures, Optional<Instant> next) {
        this.id = id;
        this.accepted = accepted;
        this.failures = failures;
        this.next = next.orElse(null);
    }

    String id() {
        return id;
    }

    Instant accepted() {
        return accepted;
    }

    /** Attempts that failed. */
    int failures() {
        return failures;
    }

    /** When its next attempt is due, if one has failed. */
    Optional<Instant> next() {
        return Optional.ofNullable(next);
    }

    void failed(Instant next) {
        failures++;
        this.next = next;
    }

    /** All of it, if it is at hand. */
    @Nullable
    StoredDelivery body() {
        return body;
    }

    void body(@Nullable StoredDelivery body) {
        this.body = body;
    }

    /** Whether it was attempted together with another one before, and has to be so again. */
    boolean wentWith(Entry other) {
        return failures == other.failures && next().equals(other.next());
    }
}
