package dev.parley.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe on every thread. */
final class TestClock implements InstantSource {

    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    long nanoTime() {
        return Duration.between(START, instant()).toNanos();
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
