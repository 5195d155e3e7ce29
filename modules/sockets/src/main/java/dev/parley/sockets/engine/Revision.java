package dev.parley.sockets.engine;

import org.jspecify.annotations.Nullable;

/** Which Engine.IO a session speaks: the query's {@code EIO}. */
public enum Revision {
    /** Clients of Socket.IO 1 and 2. */
    THREE(3),
    /** Clients of Socket.IO 3 and 4. */
    FOUR(4);

    private final int number;

    Revision(int number) {
        this.number = number;
    }

    /** What a client says of it in its query. */
    public int eio() {
        return number;
    }

    /** Only the exact {@code 3} and {@code 4} are revisions; whatever else a query has there is none. */
    static @Nullable Revision of(@Nullable String eio) {
        return "4".equals(eio) ? FOUR : "3".equals(eio) ? THREE : null;
    }

    static @Nullable Revision of(int number) {
        return number == 4 ? FOUR : number == 3 ? THREE : null;
    }

    /** Its number, or 0 for none. */
    static int number(@Nullable Revision revision) {
        return revision == null ? 0 : revision.number;
    }
}
