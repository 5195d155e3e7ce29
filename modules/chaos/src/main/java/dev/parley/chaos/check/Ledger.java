package dev.parley.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All emissions of a run, by their ids. Safe on every thread. */
public final class Ledger {

    private final List<Emission> all = new ArrayList<>();

    /** To be called before the event is sent, by one thread for each stream. */
    public synchronized Emission sending(String stream, int node, Set<Integer> rooms, int sender, long now) {
        var emission = new Emission(all.size(), stream, node, rooms, sender, now);
        all.add(emission);
        return emission;
    }

    public synchronized List<Emission> all() {
        return List.copyOf(all);
    }
}
