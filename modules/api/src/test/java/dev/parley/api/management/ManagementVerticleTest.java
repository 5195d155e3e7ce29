package dev.parley.api.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.Health;
import dev.parley.api.server.NodeFacts;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The listener that only those reach who run the node. */
class ManagementVerticleTest {

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private final ManagementVerticle management = verticle(0);
    private WebClient client;

    private ManagementVerticle verticle(int port) {
        var node = new NodeFacts(
                new NodeId("one"),
                "1.2.3",
                Instant.EPOCH,
                List.of(),
                () -> List.of(new NodeId("one"), new NodeId("two")),
                app -> 0);
        return new ManagementVerticle(new ManagementConfig("127.0.0.1", port), health, node, () -> "up 1\n");
    }

    @BeforeEach
    void listen() {
        get(vertx.deployVerticle(management));
        client = WebClient.create(vertx);
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    private HttpResponse<Buffer> ask(HttpMethod method, String path) {
        return get(client.request(method, management.port(), "127.0.0.1", path).send());
    }

    @Test
    void metricsNeedNoKey() {
        HttpResponse<Buffer> answer = ask(HttpMethod.GET, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("content-type")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.bodyAsString()).isEqualTo("up 1\n");
    }

    @Test
    void healthNamesEveryReasonAndTheNodesThatAreSeen() {
        assertThat(ask(HttpMethod.GET, "/health").statusCode()).isEqualTo(503);
        health.ready(true);
        health.degraded(() -> true);
        health.store(() -> Health.StoreState.UNAVAILABLE);
        HttpResponse<Buffer> answer = ask(HttpMethod.GET, "/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject body = answer.bodyAsJsonObject();
        assertThat(body.getString("status")).isEqualTo("degraded");
        assertThat(body.getJsonArray("reasons").stream()
                        .map(each -> ((JsonObject) each).getString("code"))
                        .toList())
                .containsExactly("minority", "store_unavailable");
        assertThat(body.getJsonArray("nodes")).isEqualTo(JsonArray.of("one", "two"));
    }

    @Test
    void aNodeIsLiveBeforeItIsReady() {
        assertThat(ask(HttpMethod.GET, "/health/live").statusCode()).isEqualTo(200);
        assertThat(ask(HttpMethod.GET, "/health/ready").statusCode()).isEqualTo(503);
        health.ready(true);
        assertThat(ask(HttpMethod.HEAD, "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingElseIsServed() {
        assertThat(ask(HttpMethod.GET, "/api/v1/server").statusCode()).isEqualTo(404);
        assertThat(ask(HttpMethod.GET, "/").statusCode()).isEqualTo(404);
        assertThat(ask(HttpMethod.POST, "/metrics").statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> get(vertx.deployVerticle(verticle(management.port()))))
                .hasMessageContaining("cannot listen on 127.0.0.1:" + management.port() + " for management");
    }
}
