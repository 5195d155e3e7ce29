package dev.parley.sockets;

/** A client did not answer in time, or went away before it did. */
public final class AckTimeout extends RuntimeException {

    private static final long serialVersionUID = 1;

    AckTimeout(String why) {
        super(why, null, false, false);
    }
}
