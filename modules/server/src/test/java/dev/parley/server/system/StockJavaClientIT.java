package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import java.time.Duration;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stock Java client, {@code io.socket:socket.io-client}, over each of its transports. */
class StockJavaClientIT {

    private static final String ROOM = "public:lobby";

    @AutoClose
    private static ParleyCluster alone;

    private static ParleyProcess node;

    @BeforeAll
    static void start() {
        alone = ParleyCluster.start(1);
        node = alone.node(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void isAnsweredAndReceivesWhatIsPosted(String transports) throws Exception {
        try (JavaClient client = connect(transports).listen("news")) {
            assertThat(client.ask("ping").getLong("time")).isPositive();
            assertThat(join(client).getString("room")).isEqualTo(ROOM);
            node.emit("""
                    {"event":"news","rooms":["public:lobby"],"args":["Grüße 🦜\\u2028",{"n":1},[true,null]]}""");
            Object[] news = client.next("news");
            assertThat(news).hasSize(3);
            assertThat(news[0]).isEqualTo("Grüße 🦜\u2028");
            assertThat(news[1]).hasToString("{\"n\":1}");
            assertThat(news[2]).hasToString("[true,null]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void publishesTextAndBytesToAnother(String transports) throws Exception {
        byte[] bytes = {0, 1, -1, 127, -128};
        try (JavaClient sender = connect(transports);
                JavaClient listener = connect(transports).listen("photo")) {
            join(sender);
            join(listener);
            var photo = new JSONObject().put("name", "é").put("bytes", bytes);
            JSONObject answer = sender.ask(
                    "publish",
                    new JSONObject().put("room", ROOM).put("event", "photo").put("data", photo));
            Object[] received = listener.next("photo");
            assertThat(((JSONObject) received[0]).get("bytes")).isEqualTo(bytes);
            assertThat(((JSONObject) received[0]).get("name")).isEqualTo("é");
            var context = (JSONObject) received[1];
            assertThat(context.getString("room")).isEqualTo(ROOM);
            assertThat(context.getString("from")).isEqualTo(sender.id());
            assertThat(context.getString("id")).isEqualTo(answer.getString("id"));
        }
    }

    @Test
    void goesOverToTheWebSocketWhenItMay() throws Exception {
        try (JavaClient client = connect("polling,websocket")) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.transports().contains("websocket"));
            assertThat(client.ask("ping").getBoolean("ok")).isTrue();
        }
    }

    @Test
    void isToldThatANamespaceIsUnknown() throws Exception {
        assertThat(JavaClient.refused(node.url().resolve("/nope"), "websocket")).contains("Invalid namespace");
    }

    private static JavaClient connect(String transports) throws Exception {
        return JavaClient.connect(node.url(), transports.split(","));
    }

    private static JSONObject join(JavaClient client) throws Exception {
        return client.ask("join", new JSONObject().put("room", ROOM));
    }
}
