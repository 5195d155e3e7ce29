package dev.parley.sockets;

/** A join that would make one more room than the app may have on this node, or the socket at all. Nothing was joined. */
public final class TooManyRooms extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyRooms(String app) {
        super("app " + app + " has as many rooms on this node, or for this socket, as it may", null, false, false);
    }
}
