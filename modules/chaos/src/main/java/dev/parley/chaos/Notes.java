package dev.parley.chaos;

import java.util.Map;
import java.util.TreeMap;

/** How often things happened that break no promise, but that people want to know. Safe on every thread. */
final class Notes {

    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized Map<String, Long> all() {
        return Map.copyOf(counts);
    }
}
