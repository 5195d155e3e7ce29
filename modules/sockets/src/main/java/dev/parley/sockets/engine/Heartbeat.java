package dev.parley.sockets.engine;

/** How a session finds out that its client is gone. Confined to the session's event loop. */
sealed interface Heartbeat permits ServerHeartbeat, ClientHeartbeat {

    void start();

    void stop();

    /**
     * Takes a ping.
     *
     * @return false if it is not the client's part to ping
     */
    boolean ping();

    /**
     * Takes a pong.
     *
     * @return false if the client was never to be asked
     */
    boolean pong();
}
