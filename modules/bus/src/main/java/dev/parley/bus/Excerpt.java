package dev.parley.bus;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;

/**
 * The beginning of a sorted list that may be longer.
 *
 * @param entries without a gap
 * @param more whether there are others behind the last one
 */
public record Excerpt<V>(SortedMap<String, V> entries, boolean more) {

    public Excerpt {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** An empty list. */
    public static <V> Excerpt<V> none() {
        return new Excerpt<>(new TreeMap<>(), false);
    }

    /**
     * The beginning of all the lists together. Behind the end of an excerpt nobody knows what its list has, so that nothing
     * from there on is in it.
     *
     * @param limit how many entries there are at most
     * @param sum what becomes of two entries of one name
     */
    public static <V> Excerpt<V> merge(Collection<Excerpt<V>> parts, int limit, BinaryOperator<V> sum) {
        var all = new TreeMap<String, V>();
        boolean more = false;
        for (Excerpt<V> part : parts) part.entries.forEach((name, value) -> all.merge(name, value, sum));
        for (Excerpt<V> part : parts) {
            if (!part.more) continue;
            more = true;
            if (part.entries.isEmpty()) return new Excerpt<>(new TreeMap<>(), true);
            all.tailMap(part.entries.lastKey(), false).clear();
        }
        while (all.size() > limit) {
            all.pollLastEntry();
            more = true;
        }
        return new Excerpt<>(all, more);
    }

    /**
     * As much of it as has room, and the first entry in any case, so that whoever goes on behind the last one gets on.
     *
     * @param size the bytes that an entry takes up beside its name
     */
    public Excerpt<V> within(int bytes, ToIntFunction<V> size) {
        var kept = new TreeMap<String, V>();
        long taken = 0;
        for (var entry : entries.entrySet()) {
            taken += entry.getKey().length() + size.applyAsInt(entry.getValue());
            if (taken > bytes && !kept.isEmpty()) return new Excerpt<>(kept, true);
            kept.put(entry.getKey(), entry.getValue());
        }
        return this;
    }
}
