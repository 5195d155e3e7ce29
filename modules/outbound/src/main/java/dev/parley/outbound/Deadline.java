package dev.parley.outbound;

import java.time.Duration;

/** When a call has to be over, by {@link System#nanoTime()}. */
record Deadline(long nanos) {

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** At least 1, which timers want. */
    long leftMillis() {
        return Math.max(1, (nanos - System.nanoTime()) / 1_000_000);
    }

    boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }
}
