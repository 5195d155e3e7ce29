package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.server.tracing.Collector;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What those see who run three nodes: metrics, what is made of them, lines of the log, traces. */
class ObservabilityIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACE_OF_INSTANTIO = "a3ce929d0e0e47364bf92f3577b34da6";
    private static final String EMIT_KEY = "a-key-for-emits-and-nothing-else";
    private static final String TRACE_OF_CHAT = "4bf92f3577b34da6a3ce929d0e0e4736";

    @AutoClose
    private static Collector collector;

    @AutoClose
    private static StoreProcess store;

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        collector = Collector.open();
        store = StoreProcess.start();
        var secrets = new Secrets();
        cluster = ParleyCluster.start(
                3,
                store,
                secrets,
                Map.of(
                        "SOCKETIO_NAMESPACES",
                        "/instantio",
                        "PARLEY_PROFILES_INSTANTIO_EMIT_KEYS",
                        EMIT_KEY,
                        "PARLEY_LOG_FORMAT",
                        "json",
                        "PARLEY_TRACING_ENDPOINT",
                        collector.endpoint().toString(),
                        "WEBHOOK_URL",
                        collector.hook().toString(),
                        "WEBHOOK_SECRET",
                        secrets.webhookSecret()));
        cluster.scenario("fanout.mjs").with("CLIENTS", 12).with("EMITS", 240).play(WITHIN);
    }

    private static String scrapes() {
        return cluster.nodes().stream().map(ParleyProcess::scrape).collect(Collectors.joining());
    }

    @Test
    void everyMetricThatIsLookedAtIsThere() {
        Set<String> there = ShownNames.inScrape(scrapes());
        assertThat(ShownNames.ofTheDashboard()).hasSizeGreaterThan(50).isSubsetOf(there);
        var alerting = new HashSet<>(ShownNames.ofTheAlerts());
        assertThat(alerting).hasSizeGreaterThan(15).isSubsetOf(there);
    }

    @Test
    void theDocumentOfTheMetricsIsComplete() {
        Set<String> documented = ShownNames.documented();
        var there = new TreeSet<>(ShownNames.families(scrapes()));
        assertThat(there).isSubsetOf(documented);
        documented.removeIf(each -> each.matches("parley_(redis_|events_invalid).*|jvm_gc_.*"));
        assertThat(documented)
                .as("what is documented, but for what this cluster or its garbage collector does not do")
                .isSubsetOf(there);
    }

    @Test
    void whatIsCountedComesOfWhatHasHappened() {
        double timed = cluster.nodes().stream()
                .mapToDouble(node -> node.metrics().sum("parley_delivery_seconds_count"))
                .sum();
        double emits = cluster.nodes().stream()
                .mapToDouble(node -> node.metrics()
                        .sum(
                                "parley_http_requests_seconds_count",
                                "route=\"/api/v1/emit\"",
                                "method=\"POST\"",
                                "status=\"202\""))
                .sum();
        double sent = cluster.nodes().stream()
                .mapToDouble(node -> node.metrics().sum("parley_sent_bytes_total"))
                .sum();
        assertThat(timed).as("events that were timed").isPositive();
        assertThat(emits).isGreaterThanOrEqualTo(240);
        assertThat(sent).as("bytes of 12 clients with 240 events each").isGreaterThan(12 * 240 * 20.0);
        assertThat(cluster.node(1).metrics().sum("parley_node_state", "state=\"ready\""))
                .isEqualTo(1);
    }

    @Test
    void connectionsAreCountedByTransportAndNodeWhileTheyLast() throws Exception {
        var one = cluster.node(1);
        double before = one.metrics().sum("parley_connections", "transport=\"websocket\"");
        double polling = one.metrics().sum("parley_connections", "transport=\"polling\"");
        try (var web = JavaClient.connect(one.url(), "websocket");
                var poll = JavaClient.connect(one.url(), "polling")) {
            web.join("public:sizes");
            poll.join("public:sizes");
            var now = one.metrics();
            assertThat(now.sum("parley_connections", "transport=\"websocket\"") - before)
                    .isEqualTo(1);
            assertThat(now.sum("parley_connections", "transport=\"polling\"") - polling)
                    .isEqualTo(1);
            assertThat(now.sum("parley_sockets", "namespace=\"/\"")).isGreaterThanOrEqualTo(2);
            assertThat(now.sum("parley_rooms")).isGreaterThanOrEqualTo(1);
        }
        await().atMost(WITHIN)
                .untilAsserted(() ->
                        assertThat(one.metrics().sum("parley_connections")).isEqualTo(before + polling));
    }

    static boolean promtool() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    @Test
    @EnabledIf("promtool")
    void promtoolFindsNoFault() throws Exception {
        promtool("", "check", "rules", ShownNames.ALERTS.toString());
        promtool("", "check", "config", ShownNames.SCRAPING.toString());
        String own = cluster.node(1)
                .scrape()
                .lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?parley_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
        promtool(own, "check", "metrics");
    }

    private static void promtool(String input, String... words) throws Exception {
        Path given = Files.createTempFile("scrape", ".txt");
        try {
            Files.writeString(given, input);
            var command = new ArrayList<>(List.of("promtool"));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(given.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } finally {
            Files.delete(given);
        }
    }

    @Test
    void everyLineOfTheLogIsAnObjectThatNamesItsNode() {
        for (ParleyProcess node : cluster.nodes()) {
            List<JsonObject> lines = node.log().stream()
                    .filter(line -> line.startsWith("{"))
                    .map(JsonObject::new)
                    .toList();
            assertThat(node.log())
                    .as("what is no object is no line of the log")
                    .filteredOn(line -> !line.startsWith("{"))
                    .allMatch(line -> line.matches("(parley ready|pages|demo): .*"));
            String id = node.readyLine().replaceAll(".* node=(\\S+) .*", "$1");
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(Instant.parse(line.getString("timestamp"))).isBefore(Instant.now());
                assertThat(line.fieldNames()).contains("level", "logger", "thread", "message");
            });
            assertThat(lines).anyMatch(line -> id.equals(line.getString("node")));
        }
    }

    @Test
    void aTraceGoesFromARequestToTheNodesThatDeliver() throws Exception {
        try (var here = JavaClient.connect(cluster.node(1).url(), "websocket");
                var there = JavaClient.connect(cluster.node(2).url(), "websocket")) {
            here.join("public:traced");
            there.join("public:traced");
            int status = traced(
                    3,
                    "/api/v1/emit",
                    TRACE,
                    new JsonObject().put("event", "e").put("rooms", new JsonArray().add("public:traced")));
            assertThat(status).isEqualTo(202);
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(collector.times(TRACE))
                            .as("spans of the request and of two nodes")
                            .isEqualTo(3));
            assertThat(collector.with("POST /api/v1/emit")).isPositive();
            assertThat(collector.with("fan-out")).isPositive();
        }
    }

    @Test
    void aTraceGoesThroughTheDoorsOfOtherContracts() throws Exception {
        try (var there = JavaClient.connect(cluster.node(2).url().resolve("/instantio"), "websocket")) {
            there.join("traced");
            var emit = new JsonObject().put("event", "e").put("rooms", "traced").put("namespace", "/instantio");
            assertThat(traced(1, "/instantio/emit", TRACE_OF_INSTANTIO, emit)).isEqualTo(200);
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(collector.times(TRACE_OF_INSTANTIO))
                            .as("spans of the request and of a node")
                            .isEqualTo(2));
            assertThat(collector.with("POST /instantio/emit")).isPositive();
        }
    }

    /** POSTs to a node as a part of a trace, and returns the status. */
    private static int traced(int node, String path, String trace, JsonObject body) throws Exception {
        String key = path.startsWith("/api/") ? cluster.apiKey() : EMIT_KEY;
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(cluster.node(node).url().resolve(path))
                                .header("X-Api-Key", key)
                                .header("Content-Type", "application/json")
                                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                                .POST(BodyPublishers.ofString(body.encode()))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aTraceGoesOnToTheWebhookThatARequestLeadsTo() throws Exception {
        var members = new JsonArray().add("ann").add("ben");
        traced(
                1,
                "/api/v1/chat/rooms",
                TRACE_OF_CHAT,
                new JsonObject().put("id", "traced").put("members", members));
        var message = new JsonObject().put("room", "traced").put("user", "ann").put("text", "hello");
        assertThat(traced(2, "/api/v1/chat/messages", TRACE_OF_CHAT, message)).isEqualTo(201);
        await().atMost(WITHIN)
                .untilAsserted(
                        () -> assertThat(collector.hooked()).anyMatch(each -> each.startsWith("00-" + TRACE_OF_CHAT)));
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(collector.times(TRACE_OF_CHAT))
                        .as("spans of two requests and of a webhook at least")
                        .isGreaterThanOrEqualTo(3));
    }

    @Test
    void webhooksTellTheirReceiverOfTheirTrace() {
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(collector.hooked()).isNotEmpty());
        String trace = collector.hooked().getFirst();
        assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        await().atMost(WITHIN)
                .untilAsserted(() ->
                        assertThat(collector.withId(trace.substring(3, 35))).isPositive());
    }
}
