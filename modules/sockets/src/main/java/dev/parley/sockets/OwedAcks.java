package dev.parley.sockets;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How many answers the client of one connection waits for. Confined to its session's event loop. */
final class OwedAcks {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Vertx vertx;
    private int owed;
    private long timer = -1;
    private @Nullable Runnable settled;

    OwedAcks(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The client has sent something that it wants an answer to. */
    void owe() {
        owed++;
    }

    /** It was answered. */
    void paid() {
        owed--;
        if (owed == 0) settle();
    }

    /** Runs that once the client has all its answers, or after two seconds: not every event gets one. */
    void whenSettled(Runnable then) {
        if (settled != null) return;
        settled = then;
        if (owed == 0) settle();
        else timer = vertx.setTimer(PATIENCE_MILLIS, late -> settle());
    }

    /** The client is gone, and waits for nothing. */
    void stop() {
        vertx.cancelTimer(timer);
        settled = null;
    }

    private void settle() {
        Runnable then = settled;
        if (then == null) return;
        stop();
        then.run();
    }
}
