package dev.parley.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** When clients came back. Safe on every thread. */
final class Reconnections {

    /**
     * Those of some time.
     *
     * @param most how many there were in the worst second
     * @param seconds from the first to the last
     * @param told how many were told to begin anew
     */
    record Rate(int count, int most, double seconds, long told) {}

    private record Return(long at, boolean recovered) {}

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Return> returns = new ArrayList<>();

    synchronized void add(long now, boolean recovered) {
        returns.add(new Return(now, recovered));
    }

    private Stream<Return> some(long from, long until) {
        return returns.stream().filter(each -> each.at >= from && each.at <= until);
    }

    synchronized Rate between(long from, long until) {
        List<Long> some = some(from, until).map(Return::at).sorted().toList();
        if (some.isEmpty()) return new Rate(0, 0, 0, 0);
        int most = 0;
        int first = 0;
        for (int last = 0; last < some.size(); last++) {
            while (some.get(last) - some.get(first) > TimeUnit.SECONDS.toNanos(1)) first++;
            most = Math.max(most, last - first + 1);
        }
        long told = some(from, until).filter(each -> !each.recovered).count();
        return new Rate(some.size(), most, (some.getLast() - some.getFirst()) / NANOS_PER_SECOND, told);
    }

    /** How many there were in each second of that time, up to the last of them. */
    synchronized List<Long> bySecond(long from, long until) {
        List<Long> counts = new ArrayList<>();
        some(from, until).forEach(each -> {
            int second = (int) TimeUnit.NANOSECONDS.toSeconds(each.at - from);
            while (counts.size() <= second) counts.add(0L);
            counts.set(second, counts.get(second) + 1);
        });
        return counts;
    }
}
