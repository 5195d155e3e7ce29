package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** An app looks after its own keys and secrets. */
class AppKeysTest {

    private static TestApi api;

    private String app;
    private JsonObject created;
    private String key;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        app = test.getTestMethod().orElseThrow().getName();
        created = api.create(app);
        key = created.getJsonObject("key").getString("key");
    }

    private HttpResponse<Buffer> own(HttpMethod method, String path, String body) {
        return api.call(method, "/api/v1/apps/" + app + path, key, body);
    }

    private static int emit(String key) {
        return api.call(HttpMethod.POST, "/api/v1/emit", key, "{\"event\":\"e\",\"rooms\":[\"nobody\"]}")
                .statusCode();
    }

    @Test
    void rotatesAKeyWithoutAGap() {
        String id = created.getJsonObject("key").getString("id");
        HttpResponse<Buffer> answer = own(HttpMethod.POST, "/keys/" + id + "/rotate", "{\"overlap\":60}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.getHeader("cache-control")).isEqualTo("no-store");
        String next = answer.bodyAsJsonObject().getString("key");
        JsonArray keys = own(HttpMethod.GET, "/keys", null).bodyAsJsonObject().getJsonArray("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.getJsonObject(0).getString("until"))
                .isEqualTo(api.clock.instant().plusSeconds(60).toString());

        assertThat(emit(key)).isEqualTo(202);
        assertThat(emit(next)).isEqualTo(202);
        api.clock.pass(Duration.ofSeconds(60));
        assertThat(emit(key)).isEqualTo(401);
        assertThat(emit(next)).isEqualTo(202);
    }

    @Test
    void rotatesWithoutABodyToo() {
        String id = created.getJsonObject("key").getString("id");
        assertThat(own(HttpMethod.POST, "/keys/" + id + "/rotate", null).statusCode())
                .isEqualTo(201);
        assertThat(own(HttpMethod.POST, "/secrets", null).statusCode()).isEqualTo(201);
    }

    @Test
    void makesAKeyThatOpensLessAndRevokesIt() {
        HttpResponse<Buffer> answer = own(HttpMethod.POST, "/keys", "{\"scopes\":[\"emit\"]}");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject made = answer.bodyAsJsonObject();
        assertThat(made.getJsonArray("scopes")).isEqualTo(new JsonArray().add("emit"));
        assertThat(emit(made.getString("key"))).isEqualTo(202);

        assertThat(own(HttpMethod.DELETE, "/keys/" + made.getString("id"), null).statusCode())
                .isEqualTo(204);
        assertThat(emit(made.getString("key"))).isEqualTo(401);
        TestApi.assertProblem(own(HttpMethod.DELETE, "/keys/" + made.getString("id"), null), 404, "unknown_key");
        TestApi.assertProblem(own(HttpMethod.POST, "/keys", "{\"scopes\":[\"all\"]}"), 400, "invalid_request");
        TestApi.assertProblem(own(HttpMethod.POST, "/keys", ""), 400, "invalid_json");
    }

    @Test
    void rotatesItsSecretAndRevokesThePreviousOne() {
        String first = created.getJsonObject("secret").getString("id");
        TestApi.assertProblem(own(HttpMethod.DELETE, "/secrets/" + first, null), 409, "secret_in_use");
        JsonObject made = own(HttpMethod.POST, "/secrets", "{\"overlap\":60}").bodyAsJsonObject();
        assertThat(made.getString("secret")).hasSize(64);
        JsonArray secrets =
                own(HttpMethod.GET, "/secrets", null).bodyAsJsonObject().getJsonArray("secrets");
        assertThat(secrets.encode())
                .isEqualTo("[{\"id\":\"" + made.getString("id") + "\"},{\"id\":\"" + first + "\",\"until\":\""
                        + api.clock.instant().plusSeconds(60) + "\"}]");
        assertThat(own(HttpMethod.DELETE, "/secrets/" + first, null).statusCode())
                .isEqualTo(204);
        TestApi.assertProblem(own(HttpMethod.DELETE, "/secrets/" + first, null), 404, "unknown_secret");
    }

    @Test
    void changesItself() {
        HttpResponse<Buffer> answer = own(HttpMethod.PATCH, "", "{\"name\":\"New\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(own(HttpMethod.GET, "", null).bodyAsJsonObject().getString("name"))
                .isEqualTo("New");
    }
}
