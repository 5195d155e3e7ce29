package dev.parley.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What is measured of this node's share of the outbox. Safe on every thread. */
final class WebhookMeters {

    private static final Duration[] BUCKETS = LongStream.of(10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Counter accepted;
    private final Counter delivered;
    private final Counter retried;
    private final Counter dead;
    private final Counter refused;
    private final Counter dropped;
    private final Timer attempts;

    WebhookMeters(MeterRegistry meters) {
        this.meters = meters;
        this.accepted = counter("accepted", "Deliveries that this node stored");
        this.delivered = counter("delivered", "Deliveries that the receiver has");
        this.retried = counter("retried", "Deliveries that failed and are tried again");
        this.dead = counter("dead", "Deliveries that were given up");
        this.refused = counter("refused", "Deliveries that were not stored, and whoever wanted them was told so");
        this.dropped =
                counter("dropped", "Deliveries that are lost: too much waited for the store, or for the endpoint");
        this.attempts = Timer.builder("parley.webhooks.attempts")
                .description("How long attempts take")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("parley.webhooks." + name)
                .description(description)
                .register(meters);
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder("parley.webhooks." + name, value).description(description).register(meters);
    }

    /** The same of a time. */
    void seconds(String name, String description, Supplier<Number> value) {
        Gauge.builder("parley.webhooks." + name, value)
                .description(description)
                .baseUnit("seconds")
                .register(meters);
    }

    Counter accepted() {
        return accepted;
    }

    Counter delivered() {
        return delivered;
    }

    Counter retried() {
        return retried;
    }

    Counter dead() {
        return dead;
    }

    Counter refused() {
        return refused;
    }

    Counter dropped() {
        return dropped;
    }

    void attempt(Duration took) {
        attempts.record(took);
    }
}
