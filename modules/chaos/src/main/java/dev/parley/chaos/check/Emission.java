package dev.parley.chaos.check;

import java.util.Set;

/**
 * One event on its way in. Immutable but for its acceptance, which the thread that emits it tells.
 *
 * <p>Whether it may arrive is unknown until it is accepted, and for good if it never is.
 */
public final class Emission {

    private final int id;
    private final String stream;
    private final int node;
    private final Set<Integer> rooms;
    private final int sender;
    private final long sent;
    private volatile long accepted;

    /**
     * @param id greater than those of all emissions of the stream before it
     * @param stream what keeps its order: one session of a socket, one HTTP connection
     * @param node that it is handed to
     * @param sender the client that sends it and does not get it; negative for a backend
     */
    Emission(int id, String stream, int node, Set<Integer> rooms, int sender, long sent) {
        this.id = id;
        this.stream = stream;
        this.node = node;
        this.rooms = Set.copyOf(rooms);
        this.sender = sender;
        this.sent = sent;
    }

    /** The server has said that it takes it. */
    public void accepted(long now) {
        accepted = now;
    }

    public int id() {
        return id;
    }

    String stream() {
        return stream;
    }

    int node() {
        return node;
    }

    Set<Integer> rooms() {
        return rooms;
    }

    int sender() {
        return sender;
    }

    long sent() {
        return sent;
    }

    boolean isAccepted() {
        return accepted != 0;
    }

    long acceptedAt() {
        return accepted;
    }
}
