package dev.parley.sockets.engine;

/** Which Engine.IO a session speaks: the query's {@code EIO}. */
public enum Revision {
    /** Clients of Socket.IO 1 and 2. */
    THREE,
    /** Clients of Socket.IO 3 and 4. */
    FOUR
}
