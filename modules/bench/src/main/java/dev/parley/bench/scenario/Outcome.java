package dev.parley.bench.scenario;

import dev.parley.bench.load.Histogram;

/** What came of one scenario with one contender. */
public sealed interface Outcome {

    /**
     * It was measured.
     *
     * @param value in the unit of the scenario
     * @param perSecond how many of them there were in a second
     * @param latency of each of them; all zero where there is none
     * @param last of the last delivery of each event; all zero where there is none
     * @param residentBytes memory of the server at the end
     * @param busy how much the generator used of what it could get, up to 1
     * @param lateNanos how late the generator itself was in 99 of 100 turns at most
     */
    record Measured(
            double value,
            double perSecond,
            Latency latency,
            Latency last,
            long residentBytes,
            double busy,
            long lateNanos)
            implements Outcome {}

    /** There is no result; the words say why. */
    record Failed(String why) implements Outcome {}

    /** The generator could not do more: what was measured would tell of it, not of the server. */
    record Saturated(double busy) implements Outcome {}

    /** Durations in nanoseconds. */
    record Latency(long p50, long p99, long p999) {

        public static final Latency NONE = new Latency(0, 0, 0);

        private static final double MEDIAN = 0.5;
        private static final double ONE_IN_100 = 0.99;
        private static final double ONE_IN_1000 = 0.999;

        static Latency of(Histogram all) {
            return new Latency(all.quantile(MEDIAN), all.quantile(ONE_IN_100), all.quantile(ONE_IN_1000));
        }
    }
}
