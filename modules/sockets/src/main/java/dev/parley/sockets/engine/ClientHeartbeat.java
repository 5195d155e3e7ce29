package dev.parley.sockets.engine;

import io.vertx.core.Vertx;

/**
 * The client pings (Engine.IO revision 3): it is gone when an interval and a timeout pass without one, whatever the
 * transport. Confined to its session's event loop.
 */
final class ClientHeartbeat implements Heartbeat {

    private final Vertx vertx;
    private final long patience;
    private final Runnable pong;
    private final Runnable dead;

    private long deadline;

    ClientHeartbeat(Vertx vertx, EngineConfig config, Runnable pong, Runnable dead) {
        this.vertx = vertx;
        this.patience = config.pingInterval().plus(config.pingTimeout()).toMillis();
        this.pong = pong;
        this.dead = dead;
    }

    @Override
    public void start() {
        deadline = vertx.setTimer(patience, late -> dead.run());
    }

    @Override
    public void stop() {
        vertx.cancelTimer(deadline);
    }

    @Override
    public boolean ping() {
        stop();
        start();
        pong.run();
        return true;
    }

    @Override
    public boolean pong() {
        return false;
    }
}
