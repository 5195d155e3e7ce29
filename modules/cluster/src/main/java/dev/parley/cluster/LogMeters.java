package dev.parley.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of the event logs. Safe on every thread. */
final class LogMeters {

    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final Counter parts;
    private final Counter late;
    private final Counter tails;

    LogMeters(MeterRegistry meters) {
        Gauge.builder("parley.log.events", entries, AtomicLong::get)
                .description("Events that this node keeps for clients that come back, without copies")
                .register(meters);
        bytes(meters, "held", bytes);
        bytes(meters, "copies", copied);
        this.parts = Counter.builder("parley.log.copies")
                .description("Parts of logs sent to the node that keeps the copy")
                .register(meters);
        this.late = Counter.builder("parley.log.uncopied")
                .description("Events that were accepted before another node had a copy, because it was too slow")
                .register(meters);
        this.tails = Counter.builder("parley.log.tails")
                .description("Answers to nodes that had missed something")
                .register(meters);
    }

    private static void bytes(MeterRegistry meters, String of, AtomicLong value) {
        Gauge.builder("parley.log.bytes", value, AtomicLong::get)
                .description("Memory of the logs that this node holds, and of the copies that it keeps for others")
                .baseUnit("bytes")
                .tag("of", of)
                .register(meters);
    }

    void kept(Collection<HeldLog> held, LogCopies copies) {
        entries.set(held.stream().mapToLong(each -> each.log().entries()).sum());
        bytes.set(held.stream().mapToLong(each -> each.log().bytes()).sum());
        copied.set(copies.bytes());
    }

    void partSent() {
        parts.increment();
    }

    void waitedInVain(int events) {
        late.increment(events);
    }

    void tailSent() {
        tails.increment();
    }
}
