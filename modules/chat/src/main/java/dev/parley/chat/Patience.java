package dev.parley.chat;

import dev.parley.store.documents.StoreLost;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the store until a deadline, on a virtual thread of a verticle's context. Immutable. */
record Patience(long deadlineNanos) {

    static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    boolean over() {
        return left() <= 0;
    }

    private long left() {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    /** What a future brings; throws what it fails with, or a {@link StoreLost} at the deadline. */
    <T> T await(Future<T> future) {
        if (future.succeeded()) return future.result();
        return future.timeout(Math.max(1, left()), TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(fault instanceof TimeoutException ? new StoreLost(fault) : fault))
                .await();
    }
}
