package dev.parley.sockets.engine;

/**
 * A client's WebSocket, whose connection may be on another event loop or another node than its session. Confined to the
 * session's event loop.
 */
interface WebSocketLink {

    /** Who hears what comes in, on the session's event loop. */
    interface Receiver {
        void text(byte[] text);

        void binary(byte[] data);

        /** The network takes more after it had refused to. */
        void drained();

        /** It is gone. Nothing comes after that. */
        void closed(CloseReason reason);
    }

    void receiver(Receiver receiver);

    /** Whether something sent now would leave now. */
    boolean writable();

    /** Writes what the network takes; {@link Receiver#drained} says when it takes more. */
    void send(OutboundQueue queue, SessionFormat format);

    /** Reads nothing more of what the client sends, be it a close frame. */
    void deafen();

    /** Closes it after what was sent. */
    void close();

    /**
     * Ends the connection without a close frame. The stock Java client takes a close frame for a request that it should
     * close too, does nothing, and comes back only when its heartbeat fails; a lost connection it notices at once.
     */
    void hangUp();
}
