package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Answer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages load the stock client from the server that they connect to. */
class ClientFilesTest {

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void eachFlavourIsServedAsScriptWithItsMap(String name) {
        Answer script = client.get("/socket.io/" + name);
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.headers())
                .containsEntry("content-type", "text/javascript; charset=utf-8")
                .containsEntry("etag", "\"4.8.4\"")
                .containsEntry("cache-control", "public, max-age=0");
        assertThat(script.body()).contains("Socket.IO v4.8.4").contains("sourceMappingURL=" + name + ".map");

        Answer map = client.get("/socket.io/" + name + ".map");
        assertThat(map.headers()).containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(map.body()).startsWith("{\"version\":3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.4\"", "W/\"4.8.4\"", "\"1\", \"4.8.4\""})
    void isNotSentToWhoeverHasIt(String tags) {
        Answer again = request(HttpMethod.GET, Map.of("if-none-match", tags));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void isSentAgainToWhoeverHasAnotherVersion() {
        assertThat(request(HttpMethod.GET, Map.of("if-none-match", "\"4.8.1\"")).status())
                .isEqualTo(200);
    }

    @Test
    void goesCompressedToWhoeverTakesThat() {
        Answer plain = request(HttpMethod.HEAD, Map.of());
        Answer coded = request(HttpMethod.HEAD, Map.of("accept-encoding", "gzip, deflate, br"));

        assertThat(coded.headers()).containsEntry("content-encoding", "gzip").containsEntry("vary", "accept-encoding");
        assertThat(plain.headers()).doesNotContainKey("content-encoding");
        assertThat(length(coded)).isBetween(1, length(plain) / 2);
    }

    @Test
    void isNothingThatCouldBeAskedForByAnotherName() {
        assertThat(client.get("/socket.io/..%2fsocket.io.js").status()).isEqualTo(400);
        assertThat(client.get("/socket.io/LICENSE").status()).isEqualTo(400);
    }

    private static int length(Answer answer) {
        return Integer.parseInt(answer.headers().get("content-length"));
    }

    private static Answer request(HttpMethod method, Map<String, String> headers) {
        return client.request(method, "/socket.io/socket.io.js", null, headers).join();
    }
}
