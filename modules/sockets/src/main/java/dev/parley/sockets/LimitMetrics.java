package dev.parley.sockets;

import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what limits did, by app. Safe on every thread. */
final class LimitMetrics {

    /** Limits that are no app's. */
    private static final List<String> OF_CONNECTIONS =
            List.of("max-connections", "connects-per-second", "max-unjoined-per-address", "abuse");

    private record Key(String meter, String what, String app) {}

    private final Apps apps;
    private final MeterRegistry meters;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    LimitMetrics(Apps apps, MeterRegistry meters) {
        this.apps = apps;
        this.meters = meters;
        // There from the start for the configured app, so that the first one is seen as an increase.
        String app = apps.standard().id();
        slow("dropped", app, 0);
        slow("disconnected", app, 0);
        for (String limit : OF_CONNECTIONS) limited(limit, app, 0);
        for (Limit limit : Limit.values()) {
            if (limit != Limit.REQUESTS_PER_SECOND) limited(limit.key(), app, 0);
        }
    }

    /**
     * Something was refused.
     *
     * @param limit the last part of its key in the configuration
     */
    void limited(String limit, String app) {
        limited(limit, app, 1);
    }

    private void limited(String limit, String app, int times) {
        count("parley.limited", "What limits refused", "limit", limit, app, times);
    }

    /** A client that does not keep up lost events. */
    void dropped(int events, String app) {
        slow("dropped", app, events);
    }

    /** A client that does not keep up lost its connection. */
    void disconnected(String app) {
        slow("disconnected", app, 1);
    }

    private void slow(String outcome, String app, int amount) {
        count(
                "parley.slow.consumers",
                "Connections lost, and events dropped, because clients do not keep up",
                "outcome",
                outcome,
                app,
                amount);
    }

    /** Clients may name any app: only those that there are become tags. */
    private void count(String meter, String description, String tag, String what, String app, int amount) {
        String known = apps.find(app).isPresent() ? app : "unknown";
        counters.computeIfAbsent(
                        new Key(meter, what, known),
                        first -> Counter.builder(meter)
                                .description(description)
                                .tag(tag, what)
                                .tag("app", known)
                                .register(meters))
                .increment(amount);
    }
}
