package dev.parley.sockets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How late an event loop comes to what it has to do, measured by a task that is due at fixed intervals. Confined to that
 * event loop; all of a node write to one meter.
 */
final class LoopDelay {

    private static final long INTERVAL_MILLIS = 100;

    private final Vertx vertx;
    private final Timer delays;
    private long due;

    LoopDelay(Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.delays = Timer.builder("parley.event.loop.delay")
                .description("How late event loops come to a task; the maximum is that of the last minute")
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .register(meters);
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
