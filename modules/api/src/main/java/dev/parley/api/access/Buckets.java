package dev.parley.api.access;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often each of many may do something, twice as much at once as in a second. Guarded by its own lock, so any thread may
 * ask. Whoever was idle for long is forgotten, which makes no difference, and so is whoever was idle longest when there are
 * too many.
 */
final class Buckets<K> {

    /** A bucket that nobody has taken from for two seconds is full, as a new one is. */
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private record Kept(Bucket bucket, int perSecond, long usedAt) {}

    private final Map<K, Kept> kept = new LinkedHashMap<>();
    private final int most;
    private final LongSupplier nanoTime;

    /** @param most how many are remembered */
    Buckets(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Does it once. Nothing if that was all right, else how long to wait. */
    synchronized Optional<Duration> take(K who, int perSecond) {
        long now = nanoTime.getAsLong();
        Kept before = kept.remove(who);
        Bucket bucket = before != null && before.perSecond == perSecond ? before.bucket : full(perSecond);
        kept.put(who, new Kept(bucket, perSecond, now)); // the one used last is the last one
        forget(now);
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    synchronized int size() {
        return kept.size();
    }

    private void forget(long now) {
        Iterator<Kept> eldest = kept.values().iterator();
        while (eldest.hasNext()) {
            boolean idle = now - eldest.next().usedAt > IDLE_NANOS;
            if (!idle && kept.size() <= most) return;
            eldest.remove();
        }
    }

    private Bucket full(int perSecond) {
        var rate = Bandwidth.builder()
                .capacity(2L * perSecond)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build();
        return Bucket.builder()
                .addLimit(rate)
                .withCustomTimePrecision(new Ticks(nanoTime))
                .build();
    }

    private record Ticks(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
