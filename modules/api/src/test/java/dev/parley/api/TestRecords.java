package dev.parley.api;

import dev.parley.apps.registry.AppRecords;
import dev.parley.cluster.SharedRecords;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The memory that nodes share, as the server makes it.
 *
 * @param lost whether it cannot be reached
 */
record TestRecords(SharedRecords shared, AtomicBoolean lost) implements AppRecords {

    private <T> Future<T> unlessLost(Future<T> answer) {
        return lost.get() ? Future.failedFuture("lost on purpose") : answer;
    }

    @Override
    public Future<Map<String, String>> all() {
        return unlessLost(shared.all());
    }

    @Override
    public Future<Optional<String>> one(String id) {
        return unlessLost(shared.one(id));
    }

    @Override
    public Future<Boolean> create(String id, String text) {
        return shared.create(id, text, Optional.empty());
    }

    @Override
    public Future<Boolean> replace(String id, String expected, String text) {
        return shared.replace(id, expected, text);
    }

    @Override
    public Future<Boolean> remove(String id, String expected) {
        return shared.remove(id, expected);
    }

    @Override
    public void watch(Runnable changed) {
        shared.watch(changed);
    }
}
