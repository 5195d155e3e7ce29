package dev.parley.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one client lived through. Safe on every thread, for an acknowledgement may be told by another than the client's. */
public final class Journal {

    private final int client;
    private final Set<Integer> rooms;
    private final List<Chain> chains = new ArrayList<>();
    private int recovered;
    private int told;
    private long received;
    private int toldThoughRecoverable;
    private boolean mayRecover;

    /** Begins with nothing; the rooms are those that it joins whenever it is not recovered. */
    public Journal(int client, Set<Integer> rooms) {
        this.client = client;
        this.rooms = Set.copyOf(rooms);
    }

    /** A server has let it in, and said whether that is the session it had. */
    public synchronized void welcomed(int node, boolean isRecovered, long now) {
        if (isRecovered && !chains.isEmpty()) {
            recovered++;
        } else {
            if (!chains.isEmpty()) {
                told++;
                if (mayRecover) toldThoughRecoverable++;
                chains.getLast().close();
            }
            chains.add(new Chain());
        }
        chains.getLast().stay(node, now);
    }

    /** A join was acknowledged. */
    public synchronized void joined(int room, long now) {
        chains.getLast().joined(room, now);
    }

    public synchronized void received(int id) {
        received++;
        chains.getLast().received(id);
    }

    /** Its session has ended, and has what recovery takes, or not. */
    public synchronized void lost(boolean recoverable) {
        mayRecover = recoverable;
    }

    /** At the end of the run: it is not connected, and nobody knows what it would have been told. */
    public synchronized void endedOutside() {
        if (!chains.isEmpty()) chains.getLast().close();
    }

    /** How many events it has. */
    public synchronized long size() {
        return received;
    }

    int client() {
        return client;
    }

    Set<Integer> rooms() {
        return rooms;
    }

    List<Chain> chains() {
        return chains;
    }

    int recovered() {
        return recovered;
    }

    int told() {
        return told;
    }

    int toldThoughRecoverable() {
        return toldThoughRecoverable;
    }
}
