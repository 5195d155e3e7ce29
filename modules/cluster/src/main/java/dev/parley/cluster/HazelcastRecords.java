package dev.parley.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.EntryListener;
import com.hazelcast.core.EntryView;
import com.hazelcast.map.IMap;
import com.hazelcast.map.MapEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Records in a map of Hazelcast. Safe on every thread. */
final class HazelcastRecords implements SharedRecords {

    private final Vertx vertx;
    private final IMap<String, String> map;

    HazelcastRecords(Vertx vertx, IMap<String, String> map) {
        this.vertx = vertx;
        this.map = map;
    }

    @Override
    public Future<Map<String, String>> all() {
        return blocking(() -> map.getAll(map.keySet()));
    }

    @Override
    public Future<Optional<String>> one(String key) {
        return blocking(() -> Optional.ofNullable(map.get(key)));
    }

    @Override
    public Future<Boolean> create(String key, String value, Optional<Duration> life) {
        long millis = life.map(HazelcastRecords::ttl).orElse(0L);
        return blocking(() -> map.putIfAbsent(key, value, millis, TimeUnit.MILLISECONDS) == null);
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value) {
        return blocking(() -> {
            EntryView<String, String> before = map.getEntryView(key);
            if (!map.replace(key, expected, value)) return false;
            // A value that takes the place of another lives for good in Hazelcast.
            if (before != null && before.getExpirationTime() != Long.MAX_VALUE) {
                long left = before.getExpirationTime() - System.currentTimeMillis();
                map.setTtl(key, Math.max(1, left), TimeUnit.MILLISECONDS);
            }
            return true;
        });
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value, Duration life) {
        return blocking(() -> {
            boolean replaced = map.replace(key, expected, value);
            if (replaced) map.setTtl(key, ttl(life), TimeUnit.MILLISECONDS);
            return replaced;
        });
    }

    @Override
    public Future<Boolean> remove(String key, String expected) {
        return blocking(() -> map.remove(key, expected));
    }

    @Override
    public void watch(Runnable changed) {
        map.addEntryListener(new Listener(changed), false);
    }

    /** Hazelcast counts in whole seconds, and ends a life early rather than late. */
    static long ttl(Duration life) {
        return life.toMillis() + 1_000;
    }

    /**
     * A member that stands still keeps the questions for its part waiting until it is out. They wait in threads of their
     * own: in those of a pool they would keep all others waiting as well.
     */
    private <T> Future<T> blocking(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(Objects.requireNonNull(question.call()));
            } catch (Exception fault) {
                answer.completeExceptionally(fault);
            }
        });
        return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
    }

    private record Listener(Runnable changed) implements EntryListener<String, String> {

        @Override
        public void entryAdded(EntryEvent<String, String> event) {
            changed.run();
        }

        @Override
        public void entryUpdated(EntryEvent<String, String> event) {
            changed.run();
        }

        @Override
        public void entryRemoved(EntryEvent<String, String> event) {
            changed.run();
        }

        @Override
        public void entryEvicted(EntryEvent<String, String> event) {
            changed.run();
        }

        @Override
        public void entryExpired(EntryEvent<String, String> event) {
            changed.run();
        }

        @Override
        public void mapCleared(MapEvent event) {
            changed.run();
        }

        @Override
        public void mapEvicted(MapEvent event) {
            changed.run();
        }
    }
}
