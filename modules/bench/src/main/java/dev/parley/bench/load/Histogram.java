package dev.parley.bench.load;

import java.util.Arrays;

/** Durations counted in buckets that are 1/64 wide of what they hold, without an object for any. Owned by one thread. */
public final class Histogram {

    private static final int PRECISION = 6;
    private static final int SUB = 1 << PRECISION;
    private static final int BUCKETS = (Long.SIZE - PRECISION) * SUB;

    private final long[] counts = new long[BUCKETS];
    private long total;

    /** Counts one; what is negative is nothing. */
    public void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    public long total() {
        return total;
    }

    /** The duration that so great a part of all does not exceed; 0 if there is none. */
    public long quantile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= wanted) return value(i);
        }
        return 0;
    }

    /** Begins anew. */
    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - PRECISION - Long.numberOfLeadingZeros(nanos | 1));
        return shift * SUB + (int) (nanos >>> shift);
    }

    /** The middle of a bucket. */
    private static long value(int bucket) {
        if (bucket < 2 * SUB) return bucket;
        int shift = bucket / SUB - 1;
        long low = (long) (bucket - shift * SUB) << shift;
        return low + (1L << shift) / 2;
    }
}
