package dev.parley.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When to try again: each pause of the configuration is lengthened or shortened by up to a fifth, so that what failed
 * together does not come back together. Immutable.
 *
 * @param random from 0 to 1
 */
record RetrySchedule(List<Duration> pauses, DoubleSupplier random) {

    private static final double JITTER = 0.2;

    RetrySchedule {
        pauses = List.copyOf(pauses);
    }

    /**
     * The pause before the next attempt; nothing when there is to be none.
     *
     * @param failures attempts that failed before the last one
     */
    Optional<Duration> pauseAfter(int failures) {
        if (failures >= pauses.size()) return Optional.empty();
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Optional.of(Duration.ofNanos((long) (pauses.get(failures).toNanos() * factor)));
    }
}
