package dev.parley.sockets;

import dev.parley.cluster.SavedSessions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions, and how many of them are just being kept: a node that stops waits for these. Safe on every thread. */
record OpenSaves(SavedSessions sessions, AtomicInteger open) implements SavedSessions {

    private <T> Future<T> counted(Future<T> save) {
        open.incrementAndGet();
        return save.onComplete(done -> open.decrementAndGet());
    }

    @Override
    public Future<Boolean> create(String name, String text, Duration life) {
        return counted(sessions.create(name, text, life));
    }

    @Override
    public Future<Boolean> replace(String name, String expected, String text, Duration life) {
        return counted(sessions.replace(name, expected, text, life));
    }

    @Override
    public Future<Boolean> remove(String name, String expected) {
        return counted(sessions.remove(name, expected));
    }

    @Override
    public Future<Optional<String>> find(String name) {
        return sessions.find(name);
    }
}
