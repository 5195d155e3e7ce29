package dev.parley.webhooks;

import static org.awaitility.Awaitility.await;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.apps.Limits;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Notice;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Membership;
import dev.parley.cluster.OccupiedPlaces;
import dev.parley.outbound.Guard;
import dev.parley.outbound.OutboundConfig;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.Store;
import dev.parley.store.webhooks.WebhookStore;
import dev.parley.webhooks.WebhooksConfig.Endpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A node's webhooks on a real bus and a real store, with a Vert.x of its own. Owned by the test. */
final class Node implements AutoCloseable {

    static final byte[] SECRET = "a secret of the tests only".getBytes(StandardCharsets.US_ASCII);
    static final Instant THEN = Instant.parse("2026-03-01T12:00:00.250Z");
    static final SecretKey KEY = new SecretKeySpec(SECRET, "HmacSHA256");

    private static final OccupiedPlaces NO_PLACES = new OccupiedPlaces() {
        @Override
        public boolean has(Place place) {
            return false;
        }

        @Override
        public Set<Place> all() {
            return Set.of();
        }

        @Override
        public void watch(Watcher watcher) {}
    };

    private static final AtomicInteger number = new AtomicInteger();

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final Webhooks webhooks;
    final Store store;
    final WebhookStore kept;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final String deployment;
    private boolean stopped;
    private boolean killed;

    /** A cluster that knows of no other node, although there may be one. */
    static final Membership NOBODY = new Membership() {
        @Override
        public Set<NodeId> others() {
            return Set.of();
        }

        @Override
        public void watch(Watcher watcher) {}
    };

    Node(TestStore stored, WebhooksConfig config) throws Exception {
        this(stored, config, Membership.ALONE);
    }

    Node(TestStore stored, WebhooksConfig config, Membership membership) throws Exception {
        store = stored.connect(vertx);
        kept = store.webhooks();
        var verticle = new WebhookVerticle(
                config,
                Optional.of(store),
                new OneApp(),
                new NodeId("node-" + number.incrementAndGet()),
                membership,
                NO_PLACES,
                new Guard(new OutboundConfig(true, List.of(), false)),
                bus,
                InstantSource.system(),
                meters,
                Tracing.OFF);
        webhooks = new Webhooks(bus, verticle.subscriptions());
        store.watch().await(20, TimeUnit.SECONDS);
        deployment = vertx.deployVerticle(
                        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await(20, TimeUnit.SECONDS);
    }

    /** The app default. */
    private record OneApp() implements Apps {

        @Override
        public Optional<App> find(String id) {
            return Optional.of(standard()).filter(app -> app.id().equals(id));
        }

        @Override
        public Optional<Caller> byKey(String presented) {
            return Optional.empty();
        }

        @Override
        public App standard() {
            return new App(
                    "default",
                    "default",
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Limits.NONE);
        }
    }

    /** Five attempts in quick succession, each with plenty of time. */
    static WebhooksConfig telling(URI url) {
        return telling(url, Collections.nCopies(4, Duration.ofMillis(20)));
    }

    static WebhooksConfig telling(URI url, List<Duration> retryAfter) {
        return telling(url, Duration.ofSeconds(10), retryAfter, 1_000);
    }

    static WebhooksConfig telling(URI url, Duration timeout, List<Duration> retryAfter, int queued) {
        return config(url, timeout, retryAfter, queued, 100_000, 1_000, 100);
    }

    static WebhooksConfig config(
            URI url,
            Duration timeout,
            List<Duration> retryAfter,
            int queued,
            int maxPending,
            int circuitFailures,
            int kept) {
        return new WebhooksConfig(
                Optional.of(new Endpoint("default", url, KEY)),
                timeout,
                retryAfter,
                queued,
                maxPending,
                512,
                32,
                kept,
                1_000,
                Duration.ofDays(5),
                circuitFailures,
                Duration.ofMillis(200),
                50,
                Duration.ofSeconds(2));
    }

    static RawJson data(String socket, int number) {
        return JsonWriter.build(w -> w.beginObject()
                .name("socket")
                .string(socket)
                .name("n")
                .number(number)
                .endObject());
    }

    static Activity joined(String socket, int number) {
        return new Activity("default", Activity.Type.JOINED, THEN, data(socket, number));
    }

    <T> T ask(WebhookQuestion<T> question) throws Exception {
        WebhookAnswer<T> answer = webhooks.ask(question).await(20, TimeUnit.SECONDS);
        if (answer instanceof WebhookAnswer.Answered<T>(T value)) return value;
        throw new AssertionError(answer.toString());
    }

    /** Whether it was stored in time. */
    boolean tell(Notice notice) throws Exception {
        return webhooks.tell(notice).await(20, TimeUnit.SECONDS);
    }

    Future<Boolean> report(Notice notice) {
        return webhooks.report(notice);
    }

    int count(String name) {
        return (int) meters.get("parley.webhooks." + name).counter().count();
    }

    double gauge(String name) {
        return meters.get("parley.webhooks." + name).gauge().value();
    }

    /** Waits for a counter to reach a number. */
    void until(String name, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> count(name), found -> found >= count);
    }

    void stop() {
        if (!stopped) done(vertx.undeploy(deployment));
        stopped = true;
    }

    /** Loses its store for good, as a node does that dies: what it knows then is of no use to anybody. */
    void kill() {
        killed = true;
        done(store.close());
        var unused = vertx.close();
    }

    /** In this order: what it does when it stops needs its store. */
    @Override
    public void close() {
        if (killed) return;
        stop();
        done(store.close());
        done(vertx.close());
    }

    private static void done(Future<?> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
