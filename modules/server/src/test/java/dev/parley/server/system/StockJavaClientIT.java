package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stock Java client, {@code io.socket:socket.io-client}, over each of its transports. */
class StockJavaClientIT {

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final String ROOM = "public:lobby";

    /** Bytes of a message, as the default of {@code sockets.max-payload}. */
    private static final int MAX_PAYLOAD = 1_000_000;

    @AutoClose
    private static ParleyCluster alone;

    private static ParleyProcess node;

    @BeforeAll
    static void start() {
        alone = ParleyCluster.start(1, new Secrets(), Map.of("PARLEY_CONFIG", TestFile.path("two-namespaces.yaml")));
        node = alone.node(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void isAnsweredAndReceivesWhatIsPosted(String transports) throws Exception {
        try (JavaClient client = connect(transports).listen("news")) {
            assertThat(client.ask("ping").getLong("time")).isPositive();
            assertThat(join(client).getString("room")).isEqualTo(ROOM);
            node.emit("""
                    {"event":"news","rooms":["public:lobby"],"args":["Grüße 🦜\\u2028\\u0000",{"n":1},[true,null]]}""");
            Object[] news = client.next("news");
            assertThat(news).hasSize(3);
            assertThat(news[0]).isEqualTo("Grüße 🦜\u2028\u0000");
            assertThat(news[1]).hasToString("{\"n\":1}");
            assertThat(news[2]).hasToString("[true,null]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void publishesTextAndBytesToAnother(String transports) throws Exception {
        byte[] bytes = {0, 1, -1, 127, -128};
        String text = "é 🦜 \u2028\u2029 \u0000";
        try (JavaClient sender = connect(transports);
                JavaClient listener = connect(transports).listen("photo")) {
            join(sender);
            join(listener);
            JSONObject photo = new JSONObject().put("text", text).put("bytes", bytes);
            JSONObject answer = publish(sender, "photo", photo);
            Object[] received = listener.next("photo");
            assertThat(((JSONObject) received[0]).get("bytes")).isEqualTo(bytes);
            assertThat(((JSONObject) received[0]).get("text")).isEqualTo(text);
            var context = (JSONObject) received[1];
            assertThat(context.getString("room")).isEqualTo(ROOM);
            assertThat(context.getString("from")).isEqualTo(sender.id());
            assertThat(context.getString("id")).isEqualTo(answer.getString("id"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void sendsTheLargestEventAndIsPutOutForOneByteMore(String transports) throws Exception {
        try (JavaClient sender = connect(transports);
                JavaClient listener = connect("websocket").listen("large")) {
            join(sender);
            join(listener);
            // A message of the engine (4), which is an event (2), the second that is to be acknowledged (1).
            int around = "421".length() + event("").toString().length();
            String largest = "x".repeat(MAX_PAYLOAD - around);
            assertThat(publish(sender, "large", largest).getBoolean("ok")).isTrue();
            assertThat(listener.next("large")[0]).isEqualTo(largest);
            sender.tell("publish", event(largest + "x").get(1));
            assertThat(sender.lostBy()).startsWith("transport ");
            assertThat(listener.ask("ping").getBoolean("ok")).isTrue();
            assertThat(listener.waiting("large")).isZero();
        }
    }

    private static JSONArray event(String large) {
        return new JSONArray().put("publish").put(request("large", large));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void isInTwoNamespacesOverOneConnection(String transports) throws Exception {
        try (JavaClient here = stay(node.url(), transports).listen("word");
                JavaClient there = here.beside("/second").listen("word");
                JavaClient other = stay(node.url(), transports);
                JavaClient otherThere = other.beside("/second")) {
            for (JavaClient each : new JavaClient[] {here, there, other, otherThere}) join(each);
            publish(otherThere, "word", "there");
            publish(other, "word", "here");
            assertThat(there.next("word")[0]).isEqualTo("there");
            assertThat(here.next("word")[0]).isEqualTo("here");
            there.close();
            assertThat(there.lostBy()).isEqualTo("io client disconnect");
            publish(other, "word", "still here");
            assertThat(here.next("word")[0]).isEqualTo("still here");
            assertThat(there.waiting("word")).isZero();
            assertThat(here.sessions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void comesBackWhenItIsPutOut(String transports) throws Exception {
        try (JavaClient client = stay(node.url(), transports)) {
            client.tell("publish", request("deep", nested(200)));
            assertThat(client.lostBy()).startsWith("transport ");
            client.back();
            assertThat(join(client).getBoolean("ok")).isTrue();
        }
    }

    private static JSONArray nested(int depth) {
        return IntStream.range(0, depth)
                .boxed()
                .reduce(new JSONArray(), (in, n) -> new JSONArray().put(in), (a, b) -> a);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void comesBackWhenTheLineIsCut(String transports) throws Exception {
        int port = FreePorts.one();
        URI line = URI.create("http://127.0.0.1:" + port);
        NodeScript balancer = alone.scenario("balancer.mjs").with("PORT", port);
        try (NodeScript.Playing cut = balancer.start()) {
            cut.await("listening", WITHIN);
            try (JavaClient client = stay(line, transports);
                    JavaClient there = client.beside("/second")) {
                cut.close();
                assertThat(client.lostBy()).startsWith("transport ");
                assertThat(there.lostBy()).startsWith("transport ");
                try (NodeScript.Playing mended = balancer.start()) {
                    mended.await("listening", WITHIN);
                    client.back();
                    there.back();
                    assertThat(join(client).getBoolean("ok")).isTrue();
                    assertThat(join(there).getBoolean("ok")).isTrue();
                }
            }
        }
    }

    @Test
    void goesOverToTheWebSocketWhenItMay() throws Exception {
        try (JavaClient client = connect("polling,websocket")) {
            assertThat(client.transports()).containsExactlyInAnyOrder("polling", "websocket");
            assertThat(client.ask("ping").getBoolean("ok")).isTrue();
        }
    }

    @Test
    void isToldThatANamespaceIsUnknown() throws Exception {
        assertThat(JavaClient.refused(node.url().resolve("/nope"), "websocket")).contains("Invalid namespace");
    }

    /** Where it may change to WebSocket, it has done so. */
    private static JavaClient connect(String transports) throws Exception {
        return settled(JavaClient.connect(node.url(), transports.split(",")), transports);
    }

    private static JavaClient stay(URI url, String transports) throws Exception {
        return settled(JavaClient.stay(url, transports.split(",")), transports);
    }

    private static JavaClient settled(JavaClient client, String transports) {
        String last = transports.substring(transports.indexOf(',') + 1);
        await().atMost(WITHIN).until(() -> client.transports().contains(last));
        return client;
    }

    private static JSONObject join(JavaClient client) throws Exception {
        return client.ask("join", new JSONObject().put("room", ROOM));
    }

    private static JSONObject publish(JavaClient client, String event, Object data) throws Exception {
        return client.ask("publish", request(event, data));
    }

    private static JSONObject request(String event, Object data) {
        return new JSONObject().put("room", ROOM).put("event", event).put("data", data);
    }
}
