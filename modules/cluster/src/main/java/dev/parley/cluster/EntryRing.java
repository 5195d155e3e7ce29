package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their numbers: new ones come at the end, old ones go at the beginning. A plain growing ring, because
 * there is one for each place of a log. Confined to whoever keeps the log.
 */
final class EntryRing {

    private static final int FEWEST = 2;

    private @Nullable LogEntry[] slots = new @Nullable LogEntry[FEWEST];
    private int first;
    private int size;

    int size() {
        return size;
    }

    /** Nothing for an entry that has been cleared. */
    @Nullable
    LogEntry get(int index) {
        return slots[(first + index) & (slots.length - 1)];
    }

    void add(@Nullable LogEntry entry) {
        if (size == slots.length) grow();
        slots[(first + size) & (slots.length - 1)] = entry;
        size++;
    }

    void removeFirst() {
        slots[first] = null;
        first = (first + 1) & (slots.length - 1);
        size--;
    }

    /** Takes an entry out and leaves its slot. */
    void clear(int index) {
        slots[(first + index) & (slots.length - 1)] = null;
    }

    /** The index of the first entry behind a number, in a ring without cleared ones. */
    int after(long number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            LogEntry entry = get(middle);
            if (entry != null && entry.number() <= number) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void grow() {
        var more = new @Nullable LogEntry[slots.length * 2];
        for (int i = 0; i < size; i++) more[i] = get(i);
        slots = more;
        first = 0;
    }
}
