package dev.parley.sockets;

import dev.parley.bus.Passage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How long events take from where they are accepted to the network, as far as their clients keep up. Safe on every thread.
 *
 * <p>For events of other nodes that is as exact as the clocks of both agree.
 */
final class DeliveryTimes {

    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final InstantSource clock;
    private final Timer local;
    private final Timer remote;

    DeliveryTimes(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.local = timer("local", meters);
        this.remote = timer("remote", meters);
    }

    private static Timer timer(String from, MeterRegistry meters) {
        return Timer.builder("parley.delivery")
                .description(
                        "From the moment that a node accepts an event until this one has handed it to the network for all its "
                                + "sockets; one event in 64, and every one that is traced")
                .tag("from", from)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** An event has been handed over. */
    void handedOver(Passage passage, boolean here) {
        (here ? local : remote).record(passage.microsUntil(clock.instant()), TimeUnit.MICROSECONDS);
    }
}
