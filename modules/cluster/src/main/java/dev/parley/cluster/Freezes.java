package dev.parley.cluster;

import java.util.concurrent.TimeUnit;

/**
 * Whether this node itself stood still: its process was stopped, or its machine was. Confined to the event loop of whoever
 * asks it.
 *
 * <p>It is asked the time again and again; where that was not done for long, nothing else was done either.
 */
final class Freezes {

    /** Less than other nodes wait before they take a silent one for gone. */
    private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What comes of a freeze comes before long. */
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Runnable over;
    private long last;
    private long until;
    private boolean any;

    /**
     * @param now in nanoseconds, as {@link System#nanoTime} counts them
     * @param over is told of each freeze once it is over
     */
    Freezes(long now, Runnable over) {
        this.last = now;
        this.over = over;
    }

    /** Time goes on. */
    void tick(long now) {
        boolean frozen = now - last > FROZEN_NANOS;
        last = now;
        if (!frozen) return;
        any = true;
        until = now + LATELY_NANOS;
        over.run();
    }

    /** Whether there was one, of which the others may be telling just now. */
    boolean lately(long now) {
        tick(now);
        return any && until - now > 0;
    }
}
