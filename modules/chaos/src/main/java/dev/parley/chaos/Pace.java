package dev.parley.chaos;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many in a second, until it is over. Owned by its thread but for the end. */
final class Pace {

    private final long gap;
    private final AtomicBoolean over;
    private long due = System.nanoTime();

    /** All that share an end stop at it. */
    Pace(double perSecond, AtomicBoolean over) {
        this.gap = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.over = over;
    }

    /** Waits for the next; whether there is one. What was missed is not made good. */
    boolean next() throws InterruptedException {
        due = Math.max(due + gap, System.nanoTime() - gap);
        long wait = due - System.nanoTime();
        if (wait > 0) TimeUnit.NANOSECONDS.sleep(wait);
        return !over.get();
    }

    boolean isOver() {
        return over.get();
    }
}
