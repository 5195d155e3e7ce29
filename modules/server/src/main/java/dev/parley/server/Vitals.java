package dev.parley.server;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Takes the pulse of a node: what its meters say at one moment, as one line of numbers. Confined to whoever takes it.
 *
 * <p>What grows is told as it stands, so that a sample that is lost or late does no harm: whoever draws it takes differences.
 */
final class Vitals {

    /** What the numbers of a sample are; a part of the agreement with the console's page. */
    static final List<String> NAMES = List.of(
            "at",
            "connections",
            "polling",
            "rooms",
            "eventsIn",
            "eventsOut",
            "bytesIn",
            "bytesOut",
            "delivery50",
            "delivery99",
            "loopDelay",
            "waiting",
            "heap",
            "resident",
            "cpu",
            "gc",
            "hooksWaiting",
            "hooksDead");

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4_096;

    private final MeterRegistry meters;
    private final Percentiles deliveries = new Percentiles();
    private double delayed;
    private long delays;

    Vitals(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * One sample: an array of numbers, {@code null} for what is not measured.
     *
     * @param at milliseconds since 1970
     */
    RawJson sample(long at) {
        deliveries.take(timers("parley.delivery"));
        var values = new ArrayList<OptionalDouble>(NAMES.size());
        values.add(OptionalDouble.of((double) at));
        values.add(sum("parley.connections"));
        values.add(sum("parley.connections", "transport", "polling"));
        values.add(sum("parley.rooms"));
        values.add(sum("parley.events.received"));
        values.add(sum("parley.deliveries"));
        values.add(sum("parley.received"));
        values.add(sum("parley.sent"));
        values.add(deliveries.at(0.5));
        values.add(deliveries.at(0.99));
        values.add(loopDelay());
        values.add(sum("parley.outbound.waiting"));
        values.add(OptionalDouble.of((double)
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
        values.add(resident());
        values.add(sum("process.cpu.usage"));
        values.add(OptionalDouble.of(collected()));
        values.add(sum("parley.webhooks.pending"));
        values.add(sum("parley.webhooks.dead"));
        return JsonWriter.build(w -> {
            w.beginArray();
            for (OptionalDouble value : values) {
                if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) w.raw(RawJson.NULL);
                else if (value.getAsDouble() == Math.rint(value.getAsDouble())) w.number((long) value.getAsDouble());
                else w.number(Math.round(value.getAsDouble() * 10_000) / 10_000.0);
            }
            w.endArray();
        });
    }

    /** Milliseconds that tasks of event loops were late on average since the last sample. */
    private OptionalDouble loopDelay() {
        double total = 0;
        long count = 0;
        for (Timer each : timers("parley.event.loop.delay")) {
            total += each.totalTime(TimeUnit.NANOSECONDS) / 1e6;
            count += each.count();
        }
        OptionalDouble mean =
                count > delays ? OptionalDouble.of((total - delayed) / (count - delays)) : OptionalDouble.empty();
        delayed = total;
        delays = count;
        return mean;
    }

    private Collection<Timer> timers(String name) {
        return meters.find(name).timers();
    }

    private OptionalDouble sum(String name, String... tags) {
        Collection<Meter> found = meters.find(name).tags(tags).meters();
        if (found.isEmpty()) return OptionalDouble.empty();
        double sum = 0;
        for (Meter each : found) {
            sum += each.match(
                    Gauge::value,
                    Counter::count,
                    timer -> 0.0,
                    summary -> 0.0,
                    longTask -> 0.0,
                    timeGauge -> timeGauge.value(TimeUnit.SECONDS),
                    FunctionCounter::count,
                    timer -> 0.0,
                    other -> 0.0);
        }
        return OptionalDouble.of(sum);
    }

    /** Milliseconds that the collector has taken since the start. */
    private static double collected() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }

    /** Bytes of memory that the process has; not known but on Linux. */
    private static OptionalDouble resident() {
        try {
            String[] pages = Files.readString(STATM).split(" ");
            return OptionalDouble.of((double) Long.parseLong(pages[1]) * PAGE);
        } catch (IOException | RuntimeException elsewhere) {
            return OptionalDouble.empty();
        }
    }
}
