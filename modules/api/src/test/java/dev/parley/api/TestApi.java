package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.access.AdminKeys;
import dev.parley.api.access.ConsoleSessions;
import dev.parley.api.audit.AuditConfig;
import dev.parley.api.audit.AuditLog;
import dev.parley.api.console.ConsoleConfig;
import dev.parley.api.demo.DemoConfig;
import dev.parley.api.emit.EmitLimits;
import dev.parley.api.idempotency.IdempotencyLimits;
import dev.parley.api.server.Drains;
import dev.parley.api.server.NodeFacts;
import dev.parley.api.server.NodeFacts.ServedNamespace;
import dev.parley.apps.ApiKey;
import dev.parley.apps.App;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.apps.Scope;
import dev.parley.apps.registry.AppDirectory;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.apps.registry.AppRules;
import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
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
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The HTTP API on a real listener; what it accepts is heard where a node's sockets would be. */
final class TestApi implements AutoCloseable {

    static final String KEY = "key-1";
    static final String ADMIN = "the-admin-key";
    static final NodeId SELF = new NodeId("test");
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration SESSION = Duration.ofHours(12);
    static final AuditConfig AUDIT = new AuditConfig(20, Duration.ofDays(30));
    static final Duration UNDER_WAY = Duration.ofMinutes(1);
    static final DemoConfig DEMO =
            new DemoConfig(new AppNamespace("default", "/"), "/socket.io/", Duration.ofMinutes(20));
    static final InquiryLimits LIMITS = new InquiryLimits(Duration.ofSeconds(30), 1_000, 2);

    final BlockingQueue<Delivery> accepted = new LinkedBlockingQueue<>();
    final Health health = new Health();

    /** What becomes of every order to drain a node. */
    volatile Drains.Outcome drained = new Drains.UnknownNode();

    final TestSockets sockets = new TestSockets();
    final Bus bus;
    final DirectoryVerticle directory;
    final TestClock clock = new TestClock();
    final TestMemory memory = new TestMemory(clock);
    final TestRecords records;
    final ApiVerticle api;
    private static final AppRules RULES = new AppRules(20, 8_000, true);
    private final Cluster cluster;
    private final WebClient client;
    private final int port;

    TestApi() {
        this(List.of(ADMIN));
    }

    TestApi(List<String> adminKeys) {
        this(adminKeys, true);
    }

    /** With or without pages for people. */
    TestApi(List<String> adminKeys, boolean pages) {
        this(adminKeys, pages, true);
    }

    /** With or without those, and a console. */
    TestApi(List<String> adminKeys, boolean pages, boolean console) {
        cluster = get(Cluster.join(new ClusterConfig("test", "127.0.0.1", 0, 0, List.of()), SELF, new VertxOptions()));
        Vertx vertx = cluster.vertx();
        bus = new Bus(vertx);
        directory = new DirectoryVerticle(SELF, new LogNumber(), bus, cluster, 1_000);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var config = new ApiConfig(
                10_000,
                new EmitLimits(3, 3, LIMITS.within()),
                new IdempotencyLimits(WINDOW, UNDER_WAY, LIMITS.within(), 20_000),
                100,
                LIMITS,
                AdminKeys.of(adminKeys),
                pages,
                pages ? Optional.of(DEMO) : Optional.empty(),
                AUDIT,
                new ConsoleConfig(true, SESSION, "/socket.io/"));
        var broadcaster = new Broadcaster(SELF, bus, directory, meters);
        var inquiries = new Inquiries(SELF, cluster, bus, broadcaster, LIMITS, meters);
        var ids = new AtomicInteger();
        records = new TestRecords(cluster.records("apps"), new AtomicBoolean());
        var apps = new AppDirectory(vertx, records, standard(), limits(), clock);
        api = new ApiVerticle(
                config,
                new ApiServices(
                        apps,
                        new AppRegistry(records, apps, RULES, clock),
                        bus,
                        new Chat(bus),
                        new Webhooks(bus, Subscriptions.NONE),
                        directory.online(),
                        namespace -> namespace.equals("/") || namespace.startsWith("/tenant-"),
                        broadcaster,
                        inquiries,
                        sockets,
                        memory,
                        () -> "id-" + ids.incrementAndGet(),
                        health,
                        new NodeFacts(
                                SELF,
                                "1.2.3",
                                TestClock.START,
                                List.of(new ServedNamespace("/", "parley")),
                                () -> List.of(SELF, TestSockets.SILENT),
                                app -> app.equals("default") ? 7 : 0),
                        node -> Future.succeededFuture(drained),
                        console ? Optional.of(sessions(adminKeys)) : Optional.empty(),
                        new AuditLog(AUDIT, SELF, cluster.records("audit"), clock),
                        meters,
                        clock,
                        clock::nanoTime,
                        List.of(),
                        List.of(
                                new ProfileDocuments("parley", "asyncapi: 3.0.0 of parley", Optional.empty()),
                                new ProfileDocuments(
                                        "chat-panel",
                                        "asyncapi: 3.0.0 of panel",
                                        Optional.of("openapi: 3.1.0 of panel"))),
                        Tracing.OFF));
        get(apps.open());
        get(vertx.deployVerticle(directory));
        get(inquiries.open());
        get(bus.hear(Addresses.FANOUT, said -> accepted.add((Delivery) said)));
        for (Target target : List.of(Target.room("a"), Target.room("b"), Target.user("ann"), Target.EVERYONE)) {
            get(directory.enter(new Place(new AppNamespace("default", "/"), target)));
        }
        get(vertx.deployVerticle(api));
        port = get(vertx.createHttpServer().requestHandler(api.requests()).listen(0, "127.0.0.1"))
                .actualPort();
        client = WebClient.create(vertx);
    }

    private ConsoleSessions sessions(List<String> adminKeys) {
        return new ConsoleSessions(AdminKeys.of(adminKeys), SESSION, clock, cluster.records("console-sessions"));
    }

    private static App standard() {
        return App.bare("default").withKeys(List.of(ApiKey.of("1", KEY), ApiKey.of("2", "key-2")));
    }

    /** As large as they may be: tests that want less set it for an app of their own. */
    private static Limits limits() {
        return new Limits(Arrays.stream(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most)));
    }

    /** A request with a key and, if there is one, a JSON body. */
    HttpResponse<Buffer> call(HttpMethod method, String path, String key, @Nullable String body) {
        HttpRequest<Buffer> request = request(method, path).putHeader("X-Api-Key", key);
        if (body == null) return get(request.send());
        return get(request.putHeader("content-type", "application/json").sendBuffer(Buffer.buffer(body)));
    }

    /** A new app, as the admin gets it. */
    JsonObject create(String id) {
        HttpResponse<Buffer> answer =
                call(HttpMethod.POST, "/api/v1/apps", ADMIN, "{\"id\":\"" + id + "\",\"name\":\"" + id + "\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.bodyAsJsonObject();
    }

    /** The first key of a new app. */
    String keyOf(String id) {
        return create(id).getJsonObject("key").getString("key");
    }

    /** A further key of an app. */
    String key(String app, Scope scope) {
        HttpResponse<Buffer> answer = call(
                HttpMethod.POST, "/api/v1/apps/" + app + "/keys", ADMIN, "{\"scopes\":[\"" + scope.text() + "\"]}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.bodyAsJsonObject().getString("key");
    }

    Future<HttpResponse<Buffer>> emit(String body) {
        return request(HttpMethod.POST, "/api/v1/emit")
                .putHeader("X-Api-Key", KEY)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(body));
    }

    HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, port, "127.0.0.1", path);
    }

    /** The next event that the API let through. */
    Delivery taken() {
        try {
            Delivery delivery = accepted.poll(20, TimeUnit.SECONDS);
            assertThat(delivery).as("an accepted event").isNotNull();
            return delivery;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static void assertProblem(HttpResponse<Buffer> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/problem+json");
        JsonObject problem = answer.bodyAsJsonObject();
        assertThat(problem.fieldNames()).contains("type", "title", "status", "detail", "code");
        assertThat(problem.fieldNames()).isSubsetOf("type", "title", "status", "detail", "code", "errors");
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
    }

    @Override
    public void close() {
        get(cluster.leave());
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
