package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whether a node takes clients, and why not, or not plainly. */
class ReadinessTest {

    @AutoClose
    private final TestApi api = new TestApi();

    private void assertReadiness(int status, JsonObject body) {
        var answer = TestApi.get(api.request(HttpMethod.GET, "/health/ready").send());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(body.put("store", "none"));
    }

    private String state() {
        return api.call(HttpMethod.GET, "/api/v1/server", TestApi.KEY, null)
                .bodyAsJsonObject()
                .getString("state");
    }

    @Test
    void aNodeIsReadyWhenItHasStarted() {
        assertReadiness(503, JsonObject.of("status", "not ready", "reason", "starting"));
        api.health.ready(true);
        assertReadiness(200, JsonObject.of("status", "ready"));
        assertThat(state()).isEqualTo("ready");
    }

    @Test
    void oneThatMissesTheOthersTakesClientsAndSaysSo() {
        api.health.ready(true);
        api.health.degraded(() -> true);
        assertReadiness(200, JsonObject.of("status", "degraded", "reason", "minority"));
        assertThat(state()).isEqualTo("degraded");
    }

    @Test
    void oneThatDrainsTakesNone() {
        api.health.ready(true);
        api.health.draining();
        assertReadiness(503, JsonObject.of("status", "not ready", "reason", "draining"));
        assertThat(state()).isEqualTo("draining");
    }
}
