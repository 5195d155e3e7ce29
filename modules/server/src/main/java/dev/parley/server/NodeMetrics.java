package dev.parley.server;

import dev.parley.api.Health;
import dev.parley.api.Health.State;
import dev.parley.api.Health.StoreState;
import dev.parley.server.cli.Parley;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * All meters of a node, and those that are nobody else's: of the process, of what the node is, and of its apps. Safe on every
 * thread, but for {@link #refresh}.
 */
final class NodeMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
    private final String standard;
    private final AppLabels apps;
    private final MultiGauge connections;

    /**
     * @param standard the id of the configured app
     * @param maxApps how many apps have series of their own
     */
    NodeMetrics(String standard, int maxApps) {
        this.standard = standard;
        this.apps = new AppLabels(standard, maxApps);
        registry.config().meterFilter(apps);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        pressure.bindTo(registry);
        Gauge.builder("parley.build.info", () -> 1)
                .description("1; which Parley this is, and which Java it runs on")
                .tag("version", Parley.version())
                .tag("java", Runtime.version().toString())
                .register(registry);
        this.connections = MultiGauge.builder("parley.app.connections")
                .description("Open client connections of an app at this node")
                .register(registry);
        refresh(Map.of());
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows how the node is. */
    void watch(Health health) {
        for (State each : State.values()) {
            Gauge.builder("parley.node.state", health, asked -> asked.state() == each ? 1 : 0)
                    .description("1 for the state that the node is in, 0 for the others")
                    .tag("state", each.text())
                    .register(registry);
        }
        Gauge.builder("parley.store.available", health, asked -> asked.store() == StoreState.UNAVAILABLE ? 0 : 1)
                .description("0 while the store does not answer; a node without one lacks nothing")
                .register(registry);
    }

    /** Shows how many connections the node takes. */
    void limit(int connections) {
        Gauge.builder("parley.connections.limit", () -> connections)
                .description("Connections that this node takes at most; 0 is no limit")
                .register(registry);
    }

    /** Shows what has changed of what is not counted as it happens. On one thread at a time.
     *
     * @param byApp connections
     */
    void refresh(Map<String, Integer> byApp) {
        var sums = new HashMap<String, Integer>();
        sums.put(standard, 0);
        byApp.forEach((app, count) -> sums.merge(apps.of(app), count, Integer::sum));
        connections.register(
                sums.entrySet().stream()
                        .<MultiGauge.Row<?>>map(
                                each -> MultiGauge.Row.of(Tags.of("app", each.getKey()), each.getValue()))
                        .toList(),
                true);
    }

    /** Lets go of what the process would hold on to. */
    void close() {
        collections.close();
        pressure.close();
    }
}
