package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Records of a node that is alone. Guarded by its own lock, so any thread may call. */
public final class LocalRecords implements SharedRecords {

    private record Entry(String value, @Nullable Instant until) {}

    /** What ends by itself; another entry may have taken its place meanwhile. */
    private record Mortal(Instant until, String key, Entry entry) {}

    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Queue<Mortal> mortals = new PriorityQueue<>(Comparator.comparing(Mortal::until));
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    public LocalRecords(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Map<String, String>> all() {
        forget();
        var all = new HashMap<String, String>();
        entries.forEach((key, entry) -> all.put(key, entry.value));
        return Future.succeededFuture(Map.copyOf(all));
    }

    @Override
    public synchronized Future<Optional<String>> one(String key) {
        forget();
        return Future.succeededFuture(Optional.ofNullable(entries.get(key)).map(Entry::value));
    }

    @Override
    public Future<Boolean> create(String key, String value, Optional<Duration> life) {
        Instant until = life.map(clock.instant()::plus).orElse(null);
        return changed(() -> !entries.containsKey(key) && put(key, new Entry(value, until)));
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value) {
        return changed(() -> {
            Entry present = entries.get(key);
            return present != null && present.value.equals(expected) && put(key, new Entry(value, present.until));
        });
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value, Duration life) {
        Instant until = clock.instant().plus(life);
        return changed(() -> {
            Entry present = entries.get(key);
            return present != null && present.value.equals(expected) && put(key, new Entry(value, until));
        });
    }

    @Override
    public Future<Boolean> remove(String key, String expected) {
        return changed(() -> {
            Entry present = entries.get(key);
            return present != null && present.value.equals(expected) && entries.remove(key, present);
        });
    }

    @Override
    public void watch(Runnable changed) {
        watchers.add(changed);
    }

    private Future<Boolean> changed(BooleanSupplier change) {
        boolean done;
        synchronized (this) {
            forget();
            done = change.getAsBoolean();
        }
        if (done) watchers.forEach(Runnable::run);
        return Future.succeededFuture(done);
    }

    private boolean put(String key, Entry entry) {
        entries.put(key, entry);
        if (entry.until != null) mortals.add(new Mortal(entry.until, key, entry));
        return true;
    }

    private void forget() {
        Instant now = clock.instant();
        for (Mortal next = mortals.peek(); next != null && !now.isBefore(next.until); next = mortals.peek()) {
            mortals.remove();
            entries.remove(next.key, next.entry);
        }
    }
}
