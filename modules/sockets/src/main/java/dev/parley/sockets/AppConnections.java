package dev.parley.sockets;

import dev.parley.bus.Census;
import dev.parley.bus.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many connections each app has in the cluster: here exactly, on the other nodes as they said last, which is about a
 * second ago. Safe on every thread.
 */
final class AppConnections {

    private final ConcurrentMap<String, Integer> here = new ConcurrentHashMap<>();
    private final ConcurrentMap<NodeId, Map<String, Integer>> elsewhere = new ConcurrentHashMap<>();

    /** One more, unless the app has as many as it may. */
    boolean enter(String app, int most) {
        int others = elsewhere(app);
        var entered = new boolean[1];
        here.compute(app, (key, known) -> {
            int count = known == null ? 0 : known;
            entered[0] = count + others < most;
            if (entered[0]) count++;
            return count == 0 ? null : count;
        });
        return entered[0];
    }

    void leave(String app) {
        here.computeIfPresent(app, (key, count) -> count == 1 ? null : count - 1);
    }

    Map<String, Integer> here() {
        return Map.copyOf(here);
    }

    int here(String app) {
        return here.getOrDefault(app, 0);
    }

    private int elsewhere(String app) {
        int count = 0;
        for (Map<String, Integer> node : elsewhere.values()) count += node.getOrDefault(app, 0);
        return count;
    }

    /** What this node tells the others. */
    List<Census.Count> counts() {
        var counts = new ArrayList<Census.Count>();
        here.forEach((app, count) -> counts.add(new Census.Count(app, count)));
        return counts;
    }

    void hear(Census census) {
        var counts = new ConcurrentHashMap<String, Integer>();
        for (Census.Count count : census.counts()) counts.put(count.app(), count.connections());
        elsewhere.put(census.from(), counts);
    }

    /** Connections of other nodes count for as long as those nodes are there. */
    void retain(Set<NodeId> others) {
        elsewhere.keySet().retainAll(others);
    }
}
