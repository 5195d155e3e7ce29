package dev.parley.bench.scenario;

import dev.parley.bench.proc.Processes;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Lets clients do what will be measured until the server does not get better at it: compilers have to come to rest. */
final class WarmUp {

    private static final int MOST_SLICES = 8;
    private static final double BETTER = 0.92;

    private WarmUp() {}

    /**
     * Runs for the time of the stage, and then in halves of it as long as a half was clearly cheaper than the one before.
     *
     * @param running runs clients for so long
     * @param count how much they have done until now
     */
    static void run(Stage stage, Consumer<Duration> running, LongSupplier count) {
        run(stage.warmUp(), stage.servers().processes(), running, count);
    }

    /** The same, beginning with that time. */
    static void run(Duration time, Processes server, Consumer<Duration> running, LongSupplier count) {
        running.accept(time);
        double before = Double.MAX_VALUE;
        for (int i = 0; i < MOST_SLICES; i++) {
            long cpu = server.cpuNanos();
            long done = count.getAsLong();
            running.accept(time.dividedBy(2));
            double now = (double) (server.cpuNanos() - cpu) / Math.max(1, count.getAsLong() - done);
            if (now >= before * BETTER) return;
            before = now;
        }
    }
}
