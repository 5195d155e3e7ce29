package dev.parley.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a call is tried again: after twice as long each time, with chance in it, so that many clients do not come at once.
 *
 * @param attempts all together, the first among them
 * @param first the longest pause behind the first attempt
 * @param longest of all pauses, unless the answer asks for a longer one
 */
record Retries(int attempts, Duration first, Duration longest) {

    static final Retries DEFAULT = new Retries(5, Duration.ofMillis(100), Duration.ofSeconds(5));

    Retries {
        if (attempts < 1) throw new IllegalArgumentException("one attempt at least");
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("0 <= first pause <= longest pause");
        }
    }

    /**
     * The pause behind an attempt, from half of what it may be up to all of it.
     *
     * @param attempt from 1
     * @param asked how long the answer asks to wait
     * @return nothing when that was the last one
     */
    Optional<Duration> pause(int attempt, Optional<Duration> asked) {
        if (attempt >= attempts) return Optional.empty();
        long most = (long) Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, attempt - 1));
        long own = most - ThreadLocalRandom.current().nextLong(most / 2 + 1);
        return Optional.of(
                Duration.ofNanos(Math.max(own, asked.orElse(Duration.ZERO).toNanos())));
    }
}
