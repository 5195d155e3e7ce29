package dev.parley.server;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Percentiles of what timers with buckets have measured within the last moments. Confined to whoever takes them.
 *
 * <p>A percentile is told as the upper end of its bucket: no better than it is known, and never too small.
 */
final class Percentiles {

    /** Samples that are looked back at: of a few seconds, since what is sampled is rare. */
    private static final int WINDOW = 10;

    private final ArrayDeque<double[]> past = new ArrayDeque<>();
    private double[] ends = {};

    /** What they say now. */
    void take(Collection<Timer> timers) {
        double[] counts = {};
        for (Timer each : timers) {
            CountAtBucket[] buckets = each.takeSnapshot().histogramCounts();
            if (counts.length != buckets.length + 1) {
                counts = new double[buckets.length + 1];
                ends = Arrays.stream(buckets)
                        .mapToDouble(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                        .toArray();
            }
            for (int i = 0; i < buckets.length; i++) counts[i] += buckets[i].count();
            // Behind the last bucket.
            counts[buckets.length] += each.count();
        }
        if (!past.isEmpty() && past.peekLast().length != counts.length) past.clear();
        past.addLast(counts);
        if (past.size() > WINDOW) past.removeFirst();
    }

    /** Milliseconds; nothing where nothing was measured of late. */
    OptionalDouble at(double part) {
        if (past.isEmpty() || ends.length == 0 || past.peekLast().length == 0) return OptionalDouble.empty();
        double[] first = past.peekFirst();
        double[] last = past.peekLast();
        double all = last[last.length - 1] - first[first.length - 1];
        if (all <= 0) return OptionalDouble.empty();
        for (int i = 0; i < ends.length; i++) {
            if (last[i] - first[i] >= part * all) return finite(ends, i);
        }
        return finite(ends, ends.length - 1);
    }

    private static OptionalDouble finite(double[] ends, int i) {
        for (int at = i; at >= 0; at--)
            if (Double.isFinite(ends[at]) && ends[at] < 1e12) return OptionalDouble.of(ends[at]);
        return OptionalDouble.empty();
    }
}
