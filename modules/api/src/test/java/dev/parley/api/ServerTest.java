package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a node tells of itself. */
class ServerTest {

    @AutoClose
    private final TestApi api = new TestApi();

    private JsonObject server(String key) {
        return api.call(HttpMethod.GET, "/api/v1/server", key, null).bodyAsJsonObject();
    }

    @Test
    void tellsWhoAnswersAndWhereItStands() {
        assertThat(server(TestApi.KEY))
                .isEqualTo(new JsonObject()
                        .put("node", "test")
                        .put("state", "starting")
                        .put("version", "1.2.3")
                        .put("java", Runtime.version().toString())
                        .put("started", "2030-01-01T00:00:00Z")
                        .put("nodes", JsonArray.of("test", "silent"))
                        .put("namespaces", JsonArray.of(JsonObject.of("name", "/", "profile", "parley")))
                        .put("connections", 7)
                        .put("store", "none"));
        api.health.store(() -> Health.StoreState.UNAVAILABLE);
        assertThat(server(TestApi.KEY).getString("store")).isEqualTo("unavailable");
    }

    @Test
    void tellsNoAppOfTheConnectionsOfAnother() {
        api.create("shop");
        assertThat(server(api.key("shop", Scope.READ)).getInteger("connections"))
                .isZero();
    }
}
