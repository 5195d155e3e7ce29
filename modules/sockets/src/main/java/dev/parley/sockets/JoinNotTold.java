package dev.parley.sockets;

/** A join that backends have to know of and could not be told of, since that could not be stored. Nothing stays joined. */
public final class JoinNotTold extends RuntimeException {

    private static final long serialVersionUID = 1;

    JoinNotTold() {
        super("the join could not be stored for those who want to know of it", null, false, false);
    }
}
