package dev.parley.sockets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts the clients that came back, and what became of it. Safe on every thread. */
final class RecoveryMetrics {

    private final MeterRegistry meters;
    private final Map<Discontinuity, Counter> fresh = new EnumMap<>(Discontinuity.class);
    private final Counter recovered;
    private final Counter replayed;

    RecoveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.recovered = outcome("recovered", "none");
        // There from the start, so that the first one is seen as an increase.
        for (Discontinuity why : Discontinuity.values()) fresh.put(why, outcome("fresh", why.label()));
        this.replayed = Counter.builder("parley.recovery.replayed")
                .description("Events that clients had missed and were sent when they came back")
                .register(meters);
    }

    private Counter outcome(String outcome, String reason) {
        return Counter.builder("parley.recovery")
                .description("Clients that wished to go on with their session: did they, and if not, why not")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(meters);
    }

    void recovered(int events) {
        recovered.increment();
        replayed.increment(events);
    }

    void fresh(Discontinuity why) {
        Objects.requireNonNull(fresh.get(why)).increment();
    }
}
