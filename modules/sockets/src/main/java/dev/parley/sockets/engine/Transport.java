package dev.parley.sockets.engine;

/** How a session's packets reach its client. Confined to the session's event loop. */
sealed interface Transport permits PollingTransport, WebSocketTransport {

    /** Sends what it can of the queue. */
    void flush(OutboundQueue queue);

    /** Whether something sent now would leave now. */
    boolean writable();

    /** Reads nothing more of what the client sends. */
    void deafen();

    /** Lets go of the client, after what was flushed. */
    void close(CloseReason reason);
}
