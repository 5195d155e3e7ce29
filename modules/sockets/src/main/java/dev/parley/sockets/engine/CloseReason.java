package dev.parley.sockets.engine;

/** Why a session ended, in the words that Socket.IO servers use (Engine.IO reference, close reasons). */
public enum CloseReason {
    /** The client closed it. */
    TRANSPORT_CLOSE("transport close"),
    /** A broken connection, an aborted or overlapping poll, an oversize message, a client too slow to be kept. */
    TRANSPORT_ERROR("transport error"),
    /** A heartbeat stayed unanswered. */
    PING_TIMEOUT("ping timeout"),
    /** A packet that is none. */
    PARSE_ERROR("parse error"),
    /** The layer above closed it. */
    FORCED_CLOSE("forced close"),
    /** The node is going down; the client may come back to another one. */
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
