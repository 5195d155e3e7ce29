package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.DirectoryVerticle;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API on a real listener; what it accepts is heard where a node's sockets would be. */
class ApiTest {

    private static final String KEY = "key-1";

    private static final BlockingQueue<Broadcast> accepted = new LinkedBlockingQueue<>();
    private static final Health health = new Health();
    private static Cluster cluster;
    private static WebClient client;
    private static int port;

    @BeforeAll
    static void start() {
        var self = new NodeId("test");
        cluster = get(Cluster.join(new ClusterConfig("test", "127.0.0.1", 0, 0, List.of()), self, new VertxOptions()));
        Vertx vertx = cluster.vertx();
        var bus = new Bus(vertx);
        var directory = new DirectoryVerticle(self, bus, cluster);
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var config = new ApiConfig(List.of(ApiKey.of(KEY), ApiKey.of("key-2")), 10_000, 3);
        var ids = new AtomicInteger();
        var api = new ApiVerticle(
                config,
                Set.of("/", "/chat"),
                new Broadcaster(self, bus, directory, meters),
                () -> "id-" + ids.incrementAndGet(),
                health,
                meters);
        get(vertx.deployVerticle(directory));
        get(bus.hear(Addresses.FANOUT, accepted::add));
        for (Target target : List.of(Target.room("a"), Target.room("b"), Target.user("ann"), Target.EVERYONE)) {
            get(directory.enter(new Place("/", target)));
        }
        get(vertx.deployVerticle(api));
        port = get(vertx.createHttpServer().requestHandler(api.requests()).listen(0, "127.0.0.1"))
                .actualPort();
        client = WebClient.create(vertx);
    }

    @AfterAll
    static void stop() {
        get(cluster.leave());
    }

    @AfterEach
    void nothingElseWasAccepted() {
        assertThat(accepted).isEmpty();
    }

    private static HttpResponse<Buffer> emit(String body) {
        return get(request(HttpMethod.POST, "/api/v1/emit")
                .putHeader("X-Api-Key", KEY)
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(body)));
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, port, "127.0.0.1", path);
    }

    private static Broadcast taken() {
        try {
            Broadcast broadcast = accepted.poll(20, TimeUnit.SECONDS);
            assertThat(broadcast).as("an accepted event").isNotNull();
            return broadcast;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void assertProblem(HttpResponse<Buffer> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/problem+json");
        JsonObject problem = answer.bodyAsJsonObject();
        assertThat(problem.fieldNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
    }

    @Nested
    class AnEmit {

        @Test
        void isAcceptedWithAnIdAndHandedOnAsItCame() {
            HttpResponse<Buffer> answer =
                    emit("{\"event\":\"greet\",\"rooms\":[\"a\",\"b\"],\"payload\":{\"n\": 1.0,\"s\":\"\u00e9\"}}");

            assertThat(answer.statusCode()).isEqualTo(202);
            Broadcast broadcast = taken();
            assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject().put("id", broadcast.id()));
            assertThat(broadcast.audience().to()).containsExactly(Target.room("a"), Target.room("b"));
            assertThat(broadcast.args().toString())
                    .as("not a byte of the payload is changed")
                    .isEqualTo("[\"greet\",{\"n\": 1.0,\"s\":\"\u00e9\"}]");
            assertThat(broadcast.droppable()).isFalse();
        }

        @Test
        void withoutATargetIsForEverybody() {
            emit("{\"event\":\"greet\"}");
            Broadcast broadcast = taken();
            assertThat(broadcast.audience().to()).containsExactly(Target.EVERYONE);
            assertThat(broadcast.args().toString()).isEqualTo("[\"greet\"]");
        }

        @Test
        void takesUsersExceptionsArgumentsAndVolatile() {
            emit("{\"event\":\"e\",\"users\":[\"ann\"],\"except\":[\"x\"],\"args\":[1,[2]],\"volatile\":true}");
            Broadcast broadcast = taken();
            assertThat(broadcast.audience().to()).containsExactly(Target.user("ann"));
            assertThat(broadcast.audience().except()).containsExactly(Target.room("x"), Target.socket("x"));
            assertThat(broadcast.args().toString()).isEqualTo("[\"e\",1,[2]]");
            assertThat(broadcast.droppable()).isTrue();
        }

        @Test
        void forARoomWithoutMembersGoesNowhere() {
            assertThat(emit("{\"event\":\"e\",\"rooms\":[\"nobody-is-here\"]}").statusCode())
                    .isEqualTo(202);
        }
    }

    @Nested
    class ABadRequest {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "\"event\"",
                    "{}",
                    "{\"event\":\"\"}",
                    "{\"event\":7}",
                    "{\"event\":\"connect\"}",
                    "{\"event\":\"e\",\"room\":\"a\"}",
                    "{\"event\":\"e\",\"rooms\":\"a\"}",
                    "{\"event\":\"e\",\"rooms\":[]}",
                    "{\"event\":\"e\",\"rooms\":[1]}",
                    "{\"event\":\"e\",\"rooms\":[\"\"]}",
                    "{\"event\":\"e\",\"rooms\":[\"1\",\"2\",\"3\",\"4\"]}",
                    "{\"event\":\"e\",\"users\":null}",
                    "{\"event\":\"e\",\"payload\":1,\"args\":[1]}",
                    "{\"event\":\"e\",\"args\":{}}",
                    "{\"event\":\"e\",\"volatile\":\"yes\"}",
                    "{\"event\":\"e\",\"namespace\":1}"
                })
        void isToldWhatIsWrong(String body) {
            assertProblem(emit(body), 400, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "{\"event\":}", "{\"event\":\"e\"}x", "{\"event\":\"\\ud8\"}"})
        void thatIsNoJsonIsToldWhere(String body) {
            assertProblem(emit(body), 400, "invalid_json");
        }

        @Test
        void nestedWithoutEndIsNoJson() {
            assertProblem(emit("{\"event\":\"e\",\"payload\":" + "[".repeat(5_000)), 400, "invalid_json");
        }

        @Test
        void forAnUnknownNamespaceIsNotFound() {
            assertProblem(emit("{\"event\":\"e\",\"namespace\":\"/nope\"}"), 404, "unknown_namespace");
        }

        @Test
        void overTheLimitIsRefused() {
            assertProblem(emit("{\"event\":\"" + "e".repeat(20_000) + "\"}"), 413, "payload_too_large");
        }

        @Test
        void asAFormIsRefused() {
            HttpResponse<Buffer> answer = get(request(HttpMethod.POST, "/api/v1/emit")
                    .putHeader("X-Api-Key", KEY)
                    .putHeader("content-type", "application/x-www-form-urlencoded")
                    .sendBuffer(Buffer.buffer("event=e")));
            assertProblem(answer, 415, "unsupported_media_type");
        }

        @Test
        void toAnotherRouteOrByAnotherMethodIsRefused() {
            assertProblem(
                    get(request(HttpMethod.GET, "/api/v1/nope")
                            .putHeader("X-Api-Key", KEY)
                            .send()),
                    404,
                    "not_found");
            assertProblem(
                    get(request(HttpMethod.GET, "/api/v1/emit")
                            .putHeader("X-Api-Key", KEY)
                            .send()),
                    405,
                    "method_not_allowed");
        }
    }

    @Nested
    class AKey {

        @ParameterizedTest
        @CsvSource({"X-Api-Key,key-1,202", "X-Api-Key,key-2,202", "Authorization,Bearer key-1,202"})
        void opensTheApi(String header, String value, int status) {
            assertThat(with(header, value).statusCode()).isEqualTo(status);
            taken();
        }

        @ParameterizedTest
        @CsvSource({
            "X-Api-Key,key",
            "X-Api-Key,key-11",
            "X-Api-Key,''",
            "Authorization,key-1",
            "Authorization,Basic key-1",
            "X-Nothing,key-1"
        })
        void thatIsWrongOpensNothing(String header, String value) {
            HttpResponse<Buffer> answer = with(header, value);
            assertProblem(answer, 401, "unauthorized");
            assertThat(answer.getHeader("www-authenticate")).isEqualTo("Bearer");
        }

        @Test
        void isNeededForMetricsToo() {
            assertProblem(get(request(HttpMethod.GET, "/metrics").send()), 401, "unauthorized");
            HttpResponse<Buffer> metrics = get(request(HttpMethod.GET, "/metrics")
                    .bearerTokenAuthentication(KEY)
                    .send());
            assertThat(metrics.bodyAsString()).contains("parley_broadcasts_sent_total{to=\"local\"}");
        }

        private static HttpResponse<Buffer> with(String header, String value) {
            return get(request(HttpMethod.POST, "/api/v1/emit")
                    .putHeader(header, value)
                    .putHeader("content-type", "application/json")
                    .sendBuffer(Buffer.buffer("{\"event\":\"e\"}")));
        }
    }

    @Nested
    class TheDocuments {

        @ParameterizedTest
        @CsvSource({"/openapi.yaml,openapi: 3.1.0", "/asyncapi.yaml,asyncapi: 3.0.0"})
        void areServedToAnybody(String path, String start) {
            assertThat(get(request(HttpMethod.GET, path).send()).bodyAsString()).startsWith(start);
        }
    }

    @Nested
    class TheHealth {

        @Test
        void isLiveAlwaysAndReadyWhenToldSo() {
            assertThat(get(request(HttpMethod.GET, "/health/live").send()).statusCode())
                    .isEqualTo(200);
            assertThat(get(request(HttpMethod.GET, "/health/ready").send()).statusCode())
                    .isEqualTo(503);
            health.ready(true);
            assertThat(get(request(HttpMethod.GET, "/health/ready").send()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
