package dev.parley.apps.registry;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The memory that nodes share, as a test wants it: events get lost, others come in between, it cannot be reached. */
final class FakeRecords implements AppRecords {

    final Map<String, String> texts = new ConcurrentHashMap<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    volatile boolean eventsGetLost;
    volatile boolean unreachable;

    /** Runs once, between somebody's reading and that one's writing. */
    volatile Runnable inBetween = () -> {};

    @Override
    public Future<Map<String, String>> all() {
        return unreachable ? Future.failedFuture("out of reach") : Future.succeededFuture(Map.copyOf(texts));
    }

    @Override
    public Future<Optional<String>> one(String id) {
        if (unreachable) return Future.failedFuture("out of reach");
        Optional<String> read = Optional.ofNullable(texts.get(id));
        Runnable other = inBetween;
        inBetween = () -> {};
        other.run();
        return Future.succeededFuture(read);
    }

    @Override
    public Future<Boolean> create(String id, String text) {
        return told(texts.putIfAbsent(id, text) == null);
    }

    @Override
    public Future<Boolean> replace(String id, String expected, String text) {
        return told(texts.replace(id, expected, text));
    }

    @Override
    public Future<Boolean> remove(String id, String expected) {
        return told(texts.remove(id, expected));
    }

    @Override
    public void watch(Runnable changed) {
        watchers.add(changed);
    }

    private Future<Boolean> told(boolean changed) {
        if (changed && !eventsGetLost) watchers.forEach(Runnable::run);
        return Future.succeededFuture(changed);
    }
}
