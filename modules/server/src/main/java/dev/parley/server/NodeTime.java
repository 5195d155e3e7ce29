package dev.parley.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What goes by, on the timers of a node. Immutable. */
record NodeTime(Vertx vertx) implements Drain.Time {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Future<?> pause(Duration duration) {
        return vertx.timer(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
    }
}
