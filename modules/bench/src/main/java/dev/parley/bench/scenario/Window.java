package dev.parley.bench.scenario;

import dev.parley.bench.load.Histogram;
import dev.parley.bench.proc.OwnThread;
import dev.parley.bench.proc.Processes;
import dev.parley.bench.scenario.Outcome.Latency;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;

/** The time that counts, from its making to its end. Owned by the thread of the loop. */
final class Window {

    /** A generator that uses more of what it can get may be what is measured. */
    static final double TOO_BUSY = 0.9;

    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MOST = 0.99;

    private final Stage stage;
    private final Processes server;
    private final OwnThread own = OwnThread.current();
    private final OwnThread.Moment began;
    private final long cpuBefore;

    Window(Stage stage) {
        this.stage = stage;
        this.server = stage.servers().processes();
        stage.loop().turns().clear();
        this.began = own.moment();
        this.cpuBefore = server.cpuNanos();
    }

    /** CPU time of the server for each of so many that there were in this time. */
    Outcome end(long count, Histogram latency, Histogram last) {
        long cpu = server.cpuNanos() - cpuBefore;
        OwnThread.Moment ended = own.moment();
        double busy = ended.busySince(began);
        if (count == 0) throw new IllegalStateException("nothing happened in the time that counts");
        if (busy > TOO_BUSY) return new Saturated(busy);
        return new Measured(
                cpu / NANOS_PER_MICRO / count,
                count * NANOS_PER_SECOND / (ended.at() - began.at()),
                Latency.of(latency),
                Latency.of(last),
                server.residentBytes(),
                busy,
                stage.loop().turns().quantile(MOST));
    }
}
