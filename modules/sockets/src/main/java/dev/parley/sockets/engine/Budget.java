package dev.parley.sockets.engine;

import java.util.concurrent.TimeUnit;

/**
 * A rate, and a burst of twice as much as it gives in a second. Whoever takes runs up a debt of time, which the clock pays
 * off. Confined to its owner's event loop, or guarded by its owner.
 *
 * <p>One number is all there is to keep for a client, the rate may change at any time, and nothing has to be filled up:
 * Bucket4j's buckets keep ten times as much and make a new state with every event.
 */
public final class Budget {

    /** The debt, in nanoseconds, beyond which nothing is to be had. */
    public static final long BURST = TimeUnit.SECONDS.toNanos(2);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long paidAt;

    /**
     * @param now nanoseconds of a clock that only goes forward, here and everywhere
     */
    public Budget(long now) {
        this.paidAt = now;
    }

    /** Takes an amount, if there is as much. */
    public boolean take(long amount, int perSecond, long now) {
        if (debt(now) + price(amount, perSecond) > BURST) return false;
        charge(amount, perSecond, now);
        return true;
    }

    /** Takes an amount, whether or not there is as much. */
    public void charge(long amount, int perSecond, long now) {
        paidAt = now + debt(now) + price(amount, perSecond);
    }

    /** Nanoseconds until everything is paid for. */
    public long debt(long now) {
        return Math.max(0, paidAt - now);
    }

    /** Nanoseconds until an amount can be had. */
    public long wait(long amount, int perSecond, long now) {
        return Math.max(0, debt(now) + price(amount, perSecond) - BURST);
    }

    private static long price(long amount, int perSecond) {
        return amount * SECOND / perSecond;
    }
}
