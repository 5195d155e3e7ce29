package dev.parley.sockets.engine;

import io.vertx.core.Vertx;

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

    private long timer;
    private boolean waiting;

    ServerHeartbeat(Vertx vertx, EngineConfig config, Runnable ping, Runnable dead) {
        this.vertx = vertx;
        this.interval = config.pingInterval().toMillis();
        this.timeout = config.pingTimeout().toMillis();
        this.ping = ping;
        this.dead = dead;
    }

    @Override
    public void start() {
        waiting = false;
        timer = vertx.setTimer(interval, due -> {
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
