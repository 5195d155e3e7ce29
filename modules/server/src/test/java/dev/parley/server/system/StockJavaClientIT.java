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
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
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
        alone = ParleyCluster.start(
                1,
                new Secrets(),
                Map.of(
                        "PARLEY_CONFIG",
                        TestFile.path("two-namespaces.yaml"),
                        "PARLEY_SOCKETS_PING_INTERVAL",
                        "2s",
                        "PARLEY_SOCKETS_PING_TIMEOUT",
                        "10s"));
        node = alone.node(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void isAnsweredAndReceivesWhatIsPosted(String transports) throws Exception {
        try (JavaClient client = connect(transports).listen("news")) {
            assertThat(client.ask("ping").getLong("time")).isPositive();
            assertThat(client.join(ROOM).getString("room")).isEqualTo(ROOM);
            node.emit("""
                    {"event":"news","rooms":["public:lobby"],"args":["Grüße 🦜\\u2028\\u0000",{"n":1},[true,null]]}""");
            Object[] news = client.next("news");
            assertThat(news).as("three and the offset").hasSize(4);
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
            sender.join(ROOM);
            listener.join(ROOM);
            JSONObject photo = new JSONObject().put("text", text).put("bytes", bytes);
            JSONObject answer = sender.publish(ROOM, "photo", photo);
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
        try (JavaClient sender = stay(node.url(), transports);
                JavaClient listener = connect("websocket").listen("large")) {
            sender.join(ROOM);
            listener.join(ROOM);
            // A message of the engine (4), which is an event (2), the second that is to be acknowledged (1).
            int around = "421".length() + event("").toString().length();
            String largest = "x".repeat(MAX_PAYLOAD - around);
            sender.publish(ROOM, "large", largest);
            assertThat(listener.next("large")[0]).isEqualTo(largest);
            sender.tell("publish", event(largest + "x").get(1));
            // It sleeps through the end of a WebSocket, until its heartbeat is overdue.
            assertThat(sender.lostBy()).matches("transport (close|error)|ping timeout");
            sender.back();
            sender.join(ROOM);
            assertThat(listener.waiting("large")).isZero();
        }
    }

    private static JSONArray event(String large) throws JSONException {
        return new JSONArray().put("publish").put(JavaClient.publication(ROOM, "large", large));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void isInTwoNamespacesOverOneConnection(String transports) throws Exception {
        try (JavaClient here = stay(node.url(), transports).listen("word");
                JavaClient there = here.beside("/second").listen("word");
                JavaClient other = stay(node.url(), transports);
                JavaClient otherThere = other.beside("/second")) {
            for (JavaClient each : List.of(here, there, other, otherThere)) each.join(ROOM);
            otherThere.publish(ROOM, "word", "there");
            other.publish(ROOM, "word", "here");
            assertThat(there.next("word")[0]).isEqualTo("there");
            assertThat(here.next("word")[0]).isEqualTo("here");
            there.leave();
            assertThat(there.lostBy()).isEqualTo("io client disconnect");
            other.publish(ROOM, "word", "still here");
            assertThat(here.next("word")[0]).isEqualTo("still here");
            assertThat(there.waiting("word")).isZero();
            assertThat(here.sessions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void comesBackWhenTheLineIsCut(String transports) throws Exception {
        int port = FreePorts.one();
        URI url = URI.create("http://127.0.0.1:" + port);
        NodeScript line = alone.scenario("balancer.mjs").with("PORT", port);
        JavaClient client;
        JavaClient there;
        try (NodeScript.Playing whole = line.start()) {
            whole.await("listening", WITHIN);
            client = stay(url, transports);
            there = client.beside("/second");
        }
        try (client;
                there;
                NodeScript.Playing mended = line.start()) {
            for (JavaClient each : List.of(client, there)) {
                assertThat(each.lostBy()).startsWith("transport ");
                each.back();
                each.join(ROOM);
            }
            assertThat(mended).isNotNull();
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
}
