package dev.parley.chat;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The search for the number of a room's newest message: the greatest one that is there, where all before it are, or have
 * been. It names numbers to look for and learns which of them are there; messages may come meanwhile. Owned by whoever
 * searches.
 */
final class HeadSearch {

    private static final int GALLOPS = 40;
    private static final int PROBES = 64;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final long hint;
    private boolean fresh = true;

    /** There is one of at least this number. */
    private long low;

    /** There was none of this number. */
    private long high = UNKNOWN;

    /**
     * Begins.
     *
     * @param floor nothing up to this number has to be there; a newest message is beyond it, or there is none beyond it
     * @param hint where the newest one may be, if that is beyond the floor
     */
    HeadSearch(long floor, long hint) {
        this.low = floor;
        this.hint = hint;
    }

    boolean found() {
        return high == low + 1;
    }

    long head() {
        return low;
    }

    /** The numbers to look for next. */
    Set<Long> probes() {
        var probes = new LinkedHashSet<Long>();
        if (fresh) {
            if (hint > low) probes.add(hint);
            probes.add(Math.max(low, hint) + 1);
        } else if (high == UNKNOWN) {
            for (int i = 0; i <= GALLOPS; i++) probes.add(low + (1L << i));
        } else {
            long step = Math.max(1, (high - low) / PROBES);
            for (long at = low + step; at < high; at += step) probes.add(at);
        }
        return probes;
    }

    /** Which of them are there. */
    void learn(Set<Long> probes, Set<Long> present) {
        fresh = false;
        for (long each : present) low = Math.max(low, each);
        for (long each : probes) {
            if (!present.contains(each) && each > low) high = Math.min(high, each);
        }
        // What was not there has come while others were looked for.
        if (high <= low) high = UNKNOWN;
    }
}
