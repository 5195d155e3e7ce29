package dev.parley.sockets;

import io.vertx.core.Future;

/**
 * What a namespace means: who may connect to it, and what their events do. One instance serves all event loops of a node,
 * so it has no state of its own; what belongs to one socket lives in its {@link SocketHandler}.
 */
public interface Profile {

    /**
     * A client wishes to connect. Called on the socket's event loop.
     *
     * @param socket not connected yet: it can be asked who it is, and that is all
     * @return a failure is a bug, and refuses the client without telling it why
     */
    Future<Admission> connect(ClientSocket socket);
}
