package dev.parley.sockets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How late an event loop comes to what it has to do, measured by a task that is due at fixed intervals. Confined to that
 * event loop, but for {@link #behind}; all of a node write to one meter.
 */
final class LoopDelay {

    private static final long INTERVAL_MILLIS = 100;

    private static final Duration[] BUCKETS = LongStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Vertx vertx;
    private final Timer delays;

    /** Read on any thread. */
    private volatile long due;

    LoopDelay(Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.delays = Timer.builder("parley.event.loop.delay")
                .description("How late event loops come to a task; the maximum is that of the last minute")
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** How much later it is than it should be; nothing before anything is due. */
    Duration behind() {
        long late = System.nanoTime() - due;
        return due == 0 || late < 0 ? Duration.ZERO : Duration.ofNanos(late);
    }

    /** Measures from now on. */
    void watch() {
        due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
        vertx.setTimer(INTERVAL_MILLIS, here -> {
            delays.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            watch();
        });
    }
}
