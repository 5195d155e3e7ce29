package dev.parley.profiles;

import dev.parley.api.access.Access;
import dev.parley.api.access.AdminKeys;
import dev.parley.api.http.RequestSpans;
import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryLimits;
import dev.parley.cluster.LogNumber;
import dev.parley.cluster.RequestLimits;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.cluster.TrailsOverTheBus;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What profiles have of a node on its own that has no clients. Owned by its test. */
record TestServices(Cluster alone, ProfileServices services) implements AutoCloseable {

    private static final NodeId SELF = new NodeId("self");
    private static final Duration SECOND = Duration.ofSeconds(1);

    static TestServices start(App app) {
        Cluster alone =
                get(Cluster.join(new ClusterConfig("alone", "127.0.0.1", 0, 0, List.of()), SELF, new VertxOptions()));
        var bus = new Bus(alone.vertx());
        var meters = new SimpleMeterRegistry();
        var directory = new DirectoryVerticle(SELF, new LogNumber(), bus, alone, 1_000);
        var broadcaster = new Broadcaster(SELF, bus, directory, meters);
        var services = new ProfileServices(
                alone.vertx(),
                AppTable.of(app, new Limits(Map.of(Limit.REQUESTS_PER_SECOND, 1_000)), () -> Instant.EPOCH),
                bus,
                new Chat(bus),
                new Webhooks(bus, Subscriptions.NONE),
                broadcaster,
                new Inquiries(SELF, alone, bus, broadcaster, new InquiryLimits(SECOND, 1_000, 1), meters),
                new SocketsOverTheBus(SELF, alone, bus, broadcaster, new RequestLimits(SECOND, 1), meters),
                directory.online(),
                directory.headcounts(),
                directory.presence(),
                new TrailsOverTheBus(SELF, alone, bus),
                new Guard(new OutboundConfig(true, List.of(), false)),
                () -> Instant.EPOCH);
        return new TestServices(alone, services);
    }

    /** One that has the routes of a contract. */
    Router router(Contract contract, Tracing tracing) {
        var router = Router.router(alone.vertx());
        var access = new Access(services.apps(), AdminKeys.of(List.of()), System::nanoTime, new SimpleMeterRegistry());
        contract.routes().forEach(each -> each.addTo(router, access, new RequestSpans(tracing)));
        return router;
    }

    @Override
    public void close() {
        get(alone.leave());
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
