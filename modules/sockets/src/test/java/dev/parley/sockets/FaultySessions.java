package dev.parley.sockets;

import dev.parley.cluster.SavedSessions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sessions of a cluster that cannot decide now and then.
 *
 * @param takes so many of the next ones fail
 * @param absences so many of the next ones that are looked for are not there
 * @param creations so many of the next ones fail
 */
record FaultySessions(SavedSessions sessions, AtomicInteger takes, AtomicInteger absences, AtomicInteger creations)
        implements SavedSessions {

    private static <T> Future<T> fault() {
        return Future.failedFuture("the cluster cannot decide, made by a test");
    }

    @Override
    public Future<Boolean> create(String name, String text, Duration life) {
        return creations.getAndDecrement() > 0 ? fault() : sessions.create(name, text, life);
    }

    @Override
    public Future<Boolean> replace(String name, String expected, String text, Duration life) {
        return sessions.replace(name, expected, text, life);
    }

    @Override
    public Future<Boolean> remove(String name, String expected) {
        return sessions.remove(name, expected);
    }

    @Override
    public Future<Optional<String>> take(String name) {
        if (takes.getAndDecrement() > 0) return fault();
        return absences.getAndDecrement() > 0 ? Future.succeededFuture(Optional.empty()) : sessions.take(name);
    }
}
