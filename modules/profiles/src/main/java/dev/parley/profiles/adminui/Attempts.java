package dev.parley.profiles.adminui;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often addresses have failed to sign in: so often within a minute, and further ones are told to wait. Guarded by its own
 * lock, so any thread may ask. Of too many addresses the one that has been known longest is forgotten.
 */
final class Attempts {

    /** Failures of one address within a minute. */
    static final int MOST = 10;

    private static final int ADDRESSES = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private record Failures(long since, int count) {}

    private final LongSupplier nanos;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    /**
     * @param nanos as {@link System#nanoTime}
     */
    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One more has failed; whether that was within the limit. */
    synchronized boolean failed(String address) {
        long now = nanos.getAsLong();
        Failures before = byAddress.get(address);
        Failures after;
        if (before == null || now - before.since > MINUTE) {
            byAddress.remove(address); // the one put last is the last one
            after = new Failures(now, 1);
        } else {
            after = new Failures(before.since, Math.min(before.count, MOST) + 1);
        }
        byAddress.put(address, after);
        if (byAddress.size() > ADDRESSES)
            byAddress.remove(byAddress.keySet().iterator().next());
        return after.count <= MOST;
    }
}
