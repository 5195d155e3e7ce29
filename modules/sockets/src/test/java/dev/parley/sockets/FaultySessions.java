package dev.parley.sockets;

import dev.parley.cluster.SavedSessions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sessions of a cluster that cannot decide now and then.
 *
 * @param searches so many of the next ones fail
 * @param absences so many of the next ones that are looked for are not there
 * @param changes so many of the next ones fail
 * @param unheard so many of the next changes fail though they are made
 * @param lives for how long each was last said to be kept
 */
record FaultySessions(
        SavedSessions sessions,
        AtomicInteger searches,
        AtomicInteger absences,
        AtomicInteger changes,
        AtomicInteger unheard,
        Map<String, Duration> lives)
        implements SavedSessions {

    FaultySessions(SavedSessions sessions) {
        this(
                sessions,
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new AtomicInteger(),
                new ConcurrentHashMap<>());
    }

    private static <T> Future<T> fault() {
        return Future.failedFuture("the cluster cannot decide, made by a test");
    }

    @Override
    public Future<Boolean> create(String name, String text, Duration life) {
        return sessions.create(name, text, life);
    }

    @Override
    public Future<Boolean> replace(String name, String expected, String text, Duration life) {
        if (changes.getAndDecrement() > 0) return fault();
        lives.put(name, life);
        Future<Boolean> made = sessions.replace(name, expected, text, life);
        return unheard.getAndDecrement() > 0 ? made.compose(done -> fault()) : made;
    }

    @Override
    public Future<Boolean> remove(String name, String expected) {
        return sessions.remove(name, expected);
    }

    @Override
    public Future<Optional<String>> find(String name) {
        if (searches.getAndDecrement() > 0) return fault();
        return absences.getAndDecrement() > 0 ? Future.succeededFuture(Optional.empty()) : sessions.find(name);
    }
}
