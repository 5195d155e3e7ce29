package dev.parley.sockets.engine;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The server pings (Engine.IO revision 4, section "Heartbeat"): one deadline for one session, whatever its transport.
 * Confined to its session's event loop.
 *
 * <p>A ping goes out an interval after the last pong came in, and must be answered within the timeout.
 */
final class ServerHeartbeat implements Heartbeat {

    private final Vertx vertx;
    private final long interval;
    private final long timeout;
    private final Runnable ping;
    private final Runnable dead;
    private final LongSupplier nanos;

    private long timer;
    private boolean waiting;

    ServerHeartbeat(Vertx vertx, EngineConfig config, Runnable ping, Runnable dead) {
        this(vertx, config, ping, dead, System::nanoTime);
    }

    /**
     * One that goes by another clock where it looks whether time has passed it by.
     *
     * @param nanos as {@link System#nanoTime}
     */
    ServerHeartbeat(Vertx vertx, EngineConfig config, Runnable ping, Runnable dead, LongSupplier nanos) {
        this.vertx = vertx;
        this.interval = config.pingInterval().toMillis();
        this.timeout = config.pingTimeout().toMillis();
        this.ping = ping;
        this.dead = dead;
        this.nanos = nanos;
    }

    @Override
    public void start() {
        waiting = false;
        long since = nanos.getAsLong();
        timer = vertx.setTimer(interval, due -> {
            // A client that was not pinged for so long, because this process stood still, has given up by itself.
            if (nanos.getAsLong() - since > TimeUnit.MILLISECONDS.toNanos(interval + timeout)) {
                dead.run();
                return;
            }
            waiting = true;
            timer = vertx.setTimer(timeout, late -> dead.run());
            ping.run();
        });
    }

    @Override
    public void stop() {
        vertx.cancelTimer(timer);
    }

    @Override
    public boolean ping() {
        return false;
    }

    /** One that nobody asked for changes nothing. */
    @Override
    public boolean pong() {
        if (waiting) {
            stop();
            start();
        }
        return true;
    }
}
