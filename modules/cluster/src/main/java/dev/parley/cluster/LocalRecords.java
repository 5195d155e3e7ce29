package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Records of a node that is alone. Guarded by its own lock, so any thread may call. */
public final class LocalRecords implements SharedRecords {

    private record Entry(String value, @Nullable Instant until) {}

    private final InstantSource clock;
    private final Map<String, Entry> entries = new HashMap<>();
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
        return changed(() -> entries.putIfAbsent(key, new Entry(value, until)) == null);
    }

    @Override
    public Future<Boolean> replace(String key, String expected, String value) {
        return changed(() -> {
            Entry present = entries.get(key);
            if (present == null || !present.value.equals(expected)) return false;
            entries.put(key, new Entry(value, present.until));
            return true;
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

    private void forget() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> entry.until != null && !now.isBefore(entry.until));
    }
}
