package dev.parley.chaos.client;

/**
 * Why a session ended.
 *
 * @param recoverable whether the client has all that recovery takes: a private id and an offset
 */
public record Loss(Cause cause, boolean recoverable, String what) {

    /** Who ended it. */
    public enum Cause {
        /** The connection ended, or said nothing for too long. */
        TRANSPORT,
        /** The server put the client out of the namespace; stock clients stay away then. */
        DISCONNECTED,
        /** The server did not let the client in. */
        REFUSED
    }
}
