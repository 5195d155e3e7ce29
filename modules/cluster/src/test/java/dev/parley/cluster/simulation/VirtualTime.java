package dev.parley.cluster.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in microseconds since the beginning. Owned by one simulation; what is due at one time keeps its order. */
final class VirtualTime {

    private record Due(long at, long number, Runnable task) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long number;

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    long now() {
        return now;
    }

    void at(long time, Runnable task) {
        due.add(new Due(Math.max(now, time), number++, task));
    }

    void after(long micros, Runnable task) {
        at(now + micros, task);
    }

    /** Does all that is due until then. */
    void runTo(long time) {
        for (Due next = due.peek(); next != null && next.at <= time; next = due.peek()) {
            due.remove();
            now = next.at;
            next.task.run();
        }
        now = time;
    }
}
