package dev.parley.cluster;

import java.lang.invoke.VarHandle;

/**
 * The number of the last event that this node has accepted in a recoverable namespace. Written by {@link LogKeeper} alone;
 * read on any thread.
 *
 * <p>What a socket is owed begins with its membership, so the two have an order: the log takes the number, then reads the
 * directory; whoever joins writes the directory, then reads the number. An event that the directory did not route to the
 * new member has therefore a number that the member knows to be from before.
 */
public final class LogNumber {

    private volatile long last;

    /** For whoever has changed the directory before. */
    public long read() {
        VarHandle.fullFence();
        return last;
    }

    /** For whoever reads the directory afterwards. */
    long next() {
        long next = last + 1;
        last = next;
        VarHandle.fullFence();
        return next;
    }
}
