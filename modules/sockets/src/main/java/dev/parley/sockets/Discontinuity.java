package dev.parley.sockets;

import java.util.Locale;

/** Why a client that wished to go on with its session begins a new one. */
enum Discontinuity {
    /** What it said of its session was never said by a server. */
    MALFORMED,
    /** There is no such session, or none any more. */
    UNKNOWN,
    /** It was in another app or namespace. */
    ELSEWHERE,
    /** Its node died longer ago than clients may stay away. */
    EXPIRED,
    /** It was somebody else's. */
    ANOTHER_USER,
    /** What it has missed is no longer kept, for lack of space. */
    OVERFLOWED,
    /** What it has missed is more than may wait for a client. */
    TOO_MUCH,
    /** The nodes that keep what it has missed, or whose session is whose, did not tell in time. */
    TIMEOUT,
    /** It could not be in its rooms again. */
    ROOMS;

    /** The same as a failure. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Discontinuity why;

        Lost(Discontinuity why) {
            super(why.label(), null, false, false);
            this.why = why;
        }
    }

    static Discontinuity of(Throwable failure) {
        return failure instanceof Lost lost ? lost.why : ROOMS;
    }

    /** The word for it in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
