package dev.parley.chaos.client;

import java.util.random.RandomGenerator;

/** How long the stock client waits before it connects again: 1 s, 2 s, 4 s, then 5 s, each half more or less. Owned by its client. */
final class Backoff {

    private static final long FIRST = 1_000;
    private static final long MOST = 5_000;
    private static final double JITTER = 0.5;
    private static final int STEPS = 10;

    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** In milliseconds. */
    long next() {
        long wait = FIRST << Math.min(attempts++, STEPS);
        double share = random.nextDouble();
        long deviation = (long) (share * JITTER * wait);
        // The stock client takes the sign from the same number.
        boolean less = ((int) (share * 10) & 1) == 0;
        return Math.min(less ? wait - deviation : wait + deviation, MOST);
    }

    void reset() {
        attempts = 0;
    }
}
