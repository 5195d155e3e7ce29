package dev.parley.sockets.engine;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * One deadline for one session, whatever its transport (Engine.IO revision 4, section "Heartbeat"). Confined to its
 * session's event loop.
 *
 * <p>A ping goes out an interval after the last pong came in, and must be answered within the timeout.
 */
final class Heartbeat {

    private final Vertx vertx;
    private final long interval;
    private final long timeout;
    private final Runnable ping;
    private final Runnable dead;

    private long timer;
    private boolean waiting;

    Heartbeat(Vertx vertx, Duration interval, Duration timeout, Runnable ping, Runnable dead) {
        this.vertx = vertx;
        this.interval = interval.toMillis();
        this.timeout = timeout.toMillis();
        this.ping = ping;
        this.dead = dead;
    }

    void start() {
        waiting = false;
        timer = vertx.setTimer(interval, due -> {
            waiting = true;
            timer = vertx.setTimer(timeout, late -> dead.run());
            ping.run();
        });
    }

    /** Takes a pong; one that nobody asked for changes nothing. */
    void pong() {
        if (!waiting) return;
        stop();
        start();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
