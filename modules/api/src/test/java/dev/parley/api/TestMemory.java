package dev.parley.api;

import dev.parley.cluster.LocalRecords;
import dev.parley.cluster.SharedRecords;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What nodes share, on a clock of the test's, and lost when the test says so. Safe on every thread. */
final class TestMemory implements SharedRecords {

    final AtomicBoolean lost = new AtomicBoolean();
    private final SharedRecords kept;

    TestMemory(InstantSource clock) {
        this.kept = new LocalRecords(clock);
    }

    private <T> Future<T> unlessLost(Supplier<Future<T>> answer) {
        return lost.get() ? Future.failedFuture("lost on purpose") : answer.get();
    }

    @Override
    public Future<Map<String, String>> all() {
        return unlessLost(kept::all);
    }

    @Override
    public Future<Optional<String>> one(String key) {
        return unlessLost(() -> kept.one(key));
    }

    @Override
    public Future<Boolean> create(String key, String value, Optional<Duration> life) {
        return unlessLost(() -> kept.create(key, value, life));
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value) {
        return unlessLost(() -> kept.replace(key, expected, value));
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value, Duration life) {
        return unlessLost(() -> kept.replace(key, expected, value, life));
    }

    @Override
    public Future<Boolean> remove(String key, String expected) {
        return unlessLost(() -> kept.remove(key, expected));
    }

    @Override
    public void watch(Runnable changed) {
        kept.watch(changed);
    }
}
