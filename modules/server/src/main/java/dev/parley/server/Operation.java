package dev.parley.server;

import dev.parley.api.Health;
import dev.parley.api.access.ConsoleSessions;
import dev.parley.api.audit.AuditLog;
import dev.parley.api.management.ManagementVerticle;
import dev.parley.api.server.NodeFacts;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Trails;
import dev.parley.cluster.Cluster;
import dev.parley.profiles.console.Console;
import dev.parley.profiles.console.ConsoleServices;
import dev.parley.server.config.Configuration;
import dev.parley.sockets.Profile;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What those who run the node have of it: its metrics, the management port, the console, and the list of what admins have had
 * done. Safe on every thread.
 */
final class Operation {

    private static final long METRICS_MILLIS = 5_000;

    private final NodeId self;
    private final Cluster cluster;
    private final Bus bus;
    private final InstantSource clock;
    private final Health health;
    private final Configuration config;
    private final NodeMetrics metrics;
    private final AuditLog audit;
    private final Optional<ConsoleSessions> consoleSessions;

    Operation(NodeId self, Cluster cluster, Bus bus, InstantSource clock, Health health, Configuration config) {
        this.self = self;
        this.cluster = cluster;
        this.bus = bus;
        this.clock = clock;
        this.health = health;
        this.config = config;
        this.metrics = new NodeMetrics(config.app().id(), config.observability().maxApps());
        this.audit = new AuditLog(config.api().audit(), self, cluster.records("audit"), clock);
        this.consoleSessions = Optional.of(config.api().console())
                .filter(console -> console.enabled())
                .map(console -> new ConsoleSessions(
                        config.api().admins(), console.session(), clock, cluster.records("console-sessions")));
    }

    PrometheusMeterRegistry meters() {
        return metrics.registry();
    }

    /** What admins have had done. */
    AuditLog audit() {
        return audit;
    }

    /** Who has signed in at the console, if there is one. */
    Optional<ConsoleSessions> consoleSessions() {
        return consoleSessions;
    }

    /** What the console speaks, if there is one. */
    Optional<Profile> console(Trails trails) {
        return consoleSessions.map(sessions -> new Console(
                new ConsoleServices(cluster.vertx(), self, bus, cluster.membership(), sessions, trails, audit)));
    }

    /** Those who run the node ask it from the first moment to the last. */
    Future<?> begin(NodeFacts facts, Supplier<Map<String, Integer>> connections) {
        metrics.watch(health);
        metrics.limit(config.sockets().limits().connections());
        cluster.vertx().setPeriodic(METRICS_MILLIS, tick -> metrics.refresh(connections.get()));
        return config.observability()
                .management()
                .<Future<?>>map(each -> cluster.vertx()
                        .deployVerticle(new ManagementVerticle(each, health, facts, metrics.registry()::scrape)))
                .orElseGet(Future::succeededFuture);
    }

    /**
     * Has the node answer consoles, its own and those of other nodes.
     *
     * @param members of the cluster
     */
    Future<?> tellVitals(Supplier<List<NodeId>> members) {
        if (consoleSessions.isEmpty()) return Future.succeededFuture();
        var about = new AboutNode(self, clock.instant(), health, members);
        return cluster.vertx()
                .deployVerticle(
                        new VitalsVerticle(self, bus, new Vitals(metrics.registry()), about::json, clock),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
    }

    void close() {
        metrics.close();
    }
}
