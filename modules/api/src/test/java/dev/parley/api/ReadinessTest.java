package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whether a node takes clients, and why not, or not plainly. */
class ReadinessTest {

    @AutoClose
    private final TestApi api = new TestApi();

    private void assertReadiness(int status, JsonObject body, String... reasons) {
        var answer = TestApi.get(api.request(HttpMethod.GET, "/health/ready").send());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(body.put("store", "none").put("reasons", new JsonArray(List.of(reasons))));
    }

    private String state() {
        return api.call(HttpMethod.GET, "/api/v1/server", TestApi.KEY, null)
                .bodyAsJsonObject()
                .getString("state");
    }

    @Test
    void aNodeIsReadyWhenItHasStarted() {
        assertReadiness(503, JsonObject.of("status", "not ready", "reason", "starting"), "starting");
        api.health.ready(true);
        assertReadiness(200, JsonObject.of("status", "ready"));
        assertThat(state()).isEqualTo("ready");
    }

    @Test
    void oneThatMissesTheOthersTakesClientsAndSaysSo() {
        api.health.ready(true);
        api.health.degraded(() -> true);
        assertReadiness(200, JsonObject.of("status", "degraded", "reason", "minority"), "minority");
        assertThat(state()).isEqualTo("degraded");
    }

    @Test
    void oneThatDrainsTakesNone() {
        api.health.ready(true);
        api.health.draining();
        assertReadiness(503, JsonObject.of("status", "not ready", "reason", "draining"), "draining");
        assertThat(state()).isEqualTo("draining");
    }

    @Test
    void aStoreThatDoesNotAnswerIsNamedAndTheNodeTakesClients() {
        api.health.ready(true);
        api.health.store(() -> Health.StoreState.UNAVAILABLE);
        var answer = TestApi.get(api.request(HttpMethod.GET, "/health/ready").send());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString())
                .isEqualTo("{\"status\":\"ready\",\"store\":\"unavailable\",\"reasons\":[\"store_unavailable\"]}");
    }

    @Test
    void anEventLoopThatStandsStillIsNamed() {
        api.health.ready(true);
        api.health.behind(() -> Duration.ofSeconds(3));
        assertReadiness(200, JsonObject.of("status", "ready"), "event_loop_blocked");
    }
}
