package dev.parley.sockets.observe;

import dev.parley.bus.trail.Trails;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Watches that hold for as long as somebody says so. Owned by the verticle that is told of them. */
public final class Leases {

    /** What came of asking for a watch. */
    public enum Outcome {
        /** It holds from now on. */
        BEGUN,
        /** It goes on. */
        RENEWED,
        /** Its node has as many as it may have. */
        TOO_MANY
    }

    private final LongSupplier nanos;
    private final Map<WatchKey, Long> renewed = new HashMap<>();

    /**
     * None yet.
     *
     * @param nanos as {@link System#nanoTime}
     */
    public Leases(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Somebody watches, for {@link Trails#LEASE} at least. */
    public Outcome renew(WatchKey key) {
        if (renewed.replace(key, nanos.getAsLong()) != null) return Outcome.RENEWED;
        long others = renewed.keySet().stream()
                .filter(each -> each.by().equals(key.by()))
                .count();
        if (others >= Trails.MAX_WATCHES) return Outcome.TOO_MANY;
        renewed.put(key, nanos.getAsLong());
        return Outcome.BEGUN;
    }

    /** Somebody watches no longer; whether somebody did. */
    public boolean end(WatchKey key) {
        return renewed.remove(key) != null;
    }

    /** Ends those that nobody has renewed in time. */
    public List<WatchKey> expire() {
        long now = nanos.getAsLong();
        List<WatchKey> expired = renewed.entrySet().stream()
                .filter(each -> now - each.getValue() > Trails.LEASE.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(renewed::remove);
        return expired;
    }

    public Set<WatchKey> held() {
        return Set.copyOf(renewed.keySet());
    }

    public boolean isEmpty() {
        return renewed.isEmpty();
    }
}
