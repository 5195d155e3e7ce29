package dev.parley.sockets.engine;

import java.util.List;

/**
 * The layer above one session. Called on the session's event loop, in order; {@link #closed} comes once and last.
 *
 * <p>What it is given it may keep: nobody writes to the arrays again.
 */
public interface EngineHandler {

    /** The session is open. Nothing was sent but the handshake. */
    void opened();

    /** A text message: UTF-8 from {@code from} to {@code end}. */
    void text(byte[] bytes, int from, int end);

    /** A binary message. */
    void binary(byte[] data);

    /** Events were dropped because the client does not keep up; their first packets, in the order of sending. */
    default void dropped(List<WirePacket> events) {}

    /** The client lets so much wait that the session is about to end. */
    default void tooSlow() {}

    /** The client has changed from polling to WebSocket. */
    default void upgraded() {}

    /** The session is about to be closed: {@code go} closes it once what the client waits for has been sent. */
    default void leaving(Runnable go) {
        go.run();
    }

    /** The session ended. Nothing can be sent any more. */
    void closed(CloseReason reason);
}
