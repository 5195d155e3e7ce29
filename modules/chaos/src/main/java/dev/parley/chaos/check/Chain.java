package dev.parley.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client takes for one session: from a fresh start, over all recoveries, to the next fresh start. Owned by its
 * {@link Journal}.
 */
final class Chain {

    /** A time at one node. Ends when the next begins, or is open. */
    record Stay(int node, long from) {}

    private final List<Stay> stays = new ArrayList<>();
    private final Map<Integer, Long> joined = new HashMap<>();
    private final List<Integer> received = new ArrayList<>();
    private boolean closed;

    void stay(int node, long now) {
        stays.add(new Stay(node, now));
    }

    void joined(int room, long now) {
        joined.putIfAbsent(room, now);
    }

    void received(int id) {
        received.add(id);
    }

    void close() {
        closed = true;
    }

    /** Whether it was told that it is over. An open one has to be complete. */
    boolean isClosed() {
        return closed;
    }

    Map<Integer, Long> joined() {
        return joined;
    }

    List<Integer> received() {
        return received;
    }

    long begin() {
        return stays.getFirst().from();
    }

    List<Stay> stays() {
        return stays;
    }

    /** Where it was at a time; 0 before its beginning. */
    int nodeAt(long time) {
        int node = 0;
        for (Stay stay : stays) if (stay.from() <= time) node = stay.node();
        return node;
    }
}
