package dev.parley.sockets;

/**
 * What one connected socket does. Called on the socket's event loop, in order: {@link #connected} first, {@link
 * #disconnected} once and last.
 */
public interface SocketHandler {

    /** The client has been told that it is connected. */
    void connected();

    void event(ClientEvent event);

    /** The socket is gone, its rooms included. */
    void disconnected(DisconnectReason reason);
}
