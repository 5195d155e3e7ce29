package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Saved sessions among the records that all nodes share. Safe on every thread. */
final class SharedSessions implements SavedSessions {

    private final SharedRecords records;

    SharedSessions(SharedRecords records) {
        this.records = records;
    }

    @Override
    public Future<Boolean> create(String name, String text, Duration life) {
        return records.create(name, text, Optional.of(life));
    }

    @Override
    public Future<Boolean> replace(String name, String expected, String text, Duration life) {
        return records.replace(name, expected, text, life);
    }

    @Override
    public Future<Boolean> remove(String name, String expected) {
        return records.remove(name, expected);
    }

    @Override
    public Future<Optional<String>> find(String name) {
        return records.one(name);
    }
}
