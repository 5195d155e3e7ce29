package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The admin makes apps, looks at them, changes and deletes them. */
class AppsTest {

    private static final String APPS = "/api/v1/apps";

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @AfterEach
    void forget() {
        for (String id : TestApi.get(api.records.all()).keySet()) admin(HttpMethod.DELETE, APPS + "/" + id, null);
    }

    private static HttpResponse<Buffer> admin(HttpMethod method, String path, String body) {
        return api.call(method, path, TestApi.ADMIN, body);
    }

    @Test
    void aNewAppComesWithItsKeyAndItsSecretAndIsShownWithoutThem() {
        HttpResponse<Buffer> created = admin(
                HttpMethod.POST,
                APPS,
                "{\"id\":\"shop\",\"name\":\"Shop\",\"limits\":{\"rooms\":5},\"origins\":[\"https://shop.example\"],"
                        + "\"trusts\":[{\"secret\":\"shared\",\"algorithms\":[\"HS256\"]}]}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.getHeader("location")).isEqualTo("/api/v1/apps/shop");
        assertThat(created.getHeader("cache-control")).isEqualTo("no-store");
        JsonObject body = created.bodyAsJsonObject();
        String key = body.getJsonObject("key").getString("key");
        String secret = body.getJsonObject("secret").getString("secret");

        HttpResponse<Buffer> shown = admin(HttpMethod.GET, APPS + "/shop", null);
        assertThat(shown.bodyAsJsonObject()).isEqualTo(body.getJsonObject("app"));
        assertThat(shown.bodyAsJsonObject())
                .isEqualTo(new JsonObject("{\"id\":\"shop\",\"configured\":false,\"name\":\"Shop\","
                        + "\"limits\":{\"rooms\":5},\"origins\":[\"https://shop.example\"],"
                        + "\"trusts\":[{\"algorithms\":[\"HS256\"],\"user-claim\":\"sub\",\"leeway\":0}],"
                        + "\"allow-md5-join-tokens\":false}"));
        String keys = admin(HttpMethod.GET, APPS + "/shop/keys", null).bodyAsString();
        String secrets = admin(HttpMethod.GET, APPS + "/shop/secrets", null).bodyAsString();
        assertThat(shown.bodyAsString() + keys + secrets).doesNotContain(key, secret, "shared", "digest");
        assertThat(api.call(HttpMethod.POST, "/api/v1/emit", key, "{\"event\":\"e\"}")
                        .statusCode())
                .as("the key works at once")
                .isEqualTo(202);
    }

    @Test
    void anIdIsTakenOnce() {
        api.create("shop");
        TestApi.assertProblem(admin(HttpMethod.POST, APPS, "{\"id\":\"shop\",\"name\":\"n\"}"), 409, "app_exists");
        TestApi.assertProblem(admin(HttpMethod.POST, APPS, "{\"id\":\"default\",\"name\":\"n\"}"), 409, "app_exists");
    }

    @Test
    void allFaultsAreToldTogether() {
        HttpResponse<Buffer> answer =
                admin(HttpMethod.POST, APPS, "{\"limits\":{\"rooms\":0},\"origins\":\"*\",\"colour\":1}");
        TestApi.assertProblem(answer, 400, "invalid_request");
        JsonArray errors = answer.bodyAsJsonObject().getJsonArray("errors");
        assertThat(errors.stream().map(each -> ((JsonObject) each).getString("member")))
                .containsExactlyInAnyOrder("name", "limits.rooms", "origins", "colour");
        assertThat(answer.bodyAsJsonObject().getString("detail"))
                .contains("\"limits.rooms\" must be a whole number from 1 to 100000000.");
    }

    @Test
    void aBodyOfNothingButFaultsIsAnsweredInMeasure() {
        var many = new JsonObject();
        for (int i = 0; i < 500; i++) many.put("member-" + i, 1);
        HttpResponse<Buffer> answer = admin(HttpMethod.POST, APPS, many.encode());
        TestApi.assertProblem(answer, 400, "invalid_request");
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).hasSize(20);
    }

    @Test
    void changesThatMeetAreAllMade() {
        api.create("shop");
        var members = List.of("rooms", "connections", "room-length", "event-length", "json-depth", "events-per-second");
        var answers = members.stream()
                .map(member -> api.request(HttpMethod.PATCH, APPS + "/shop")
                        .putHeader("X-Api-Key", TestApi.ADMIN)
                        .putHeader("content-type", "application/merge-patch+json")
                        .sendBuffer(Buffer.buffer("{\"limits\":{\"" + member + "\":9}}")))
                .toList();
        answers.forEach(answer -> assertThat(TestApi.get(answer).statusCode()).isEqualTo(200));
        JsonObject app = admin(HttpMethod.GET, APPS + "/shop", null).bodyAsJsonObject();
        assertThat(app.getJsonObject("limits").fieldNames()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void aListComesInPages() {
        IntStream.range(0, 4).forEach(i -> api.create("app-" + i));
        JsonObject first = admin(HttpMethod.GET, APPS + "?limit=3", null).bodyAsJsonObject();
        JsonObject second = admin(HttpMethod.GET, APPS + "?limit=3&after=" + first.getString("next"), null)
                .bodyAsJsonObject();
        assertThat(ids(first)).containsExactly("app-0", "app-1", "app-2");
        assertThat(ids(second)).containsExactly("app-3", "default");
        assertThat(second.containsKey("next")).isFalse();
        for (String limit : new String[] {"0", "1001", "x", "-1", ""}) {
            TestApi.assertProblem(admin(HttpMethod.GET, APPS + "?limit=" + limit, null), 400, "invalid_request");
        }
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("apps").stream()
                .map(app -> ((JsonObject) app).getString("id"))
                .toList();
    }

    @Test
    void theConfiguredAppIsShownButChangedElsewhere() {
        JsonObject app = admin(HttpMethod.GET, APPS + "/default", null).bodyAsJsonObject();
        assertThat(app.getBoolean("configured")).isTrue();
        for (HttpMethod method : List.of(HttpMethod.PATCH, HttpMethod.DELETE)) {
            String body = method == HttpMethod.PATCH ? "{\"name\":\"n\"}" : null;
            TestApi.assertProblem(admin(method, APPS + "/default", body), 409, "app_configured");
        }
    }

    @Test
    void aDeletedAppIsGoneWithItsKeys() {
        String key = api.keyOf("shop");
        assertThat(admin(HttpMethod.DELETE, APPS + "/shop", null).statusCode()).isEqualTo(204);
        TestApi.assertProblem(admin(HttpMethod.GET, APPS + "/shop", null), 404, "unknown_app");
        TestApi.assertProblem(admin(HttpMethod.DELETE, APPS + "/shop", null), 404, "unknown_app");
        TestApi.assertProblem(api.call(HttpMethod.POST, "/api/v1/emit", key, "{\"event\":\"e\"}"), 401, "unauthorized");
    }

    @Test
    void aRecordThatCannotBeReadIsToldAndCanBeDeleted() {
        TestApi.get(api.records.create("torn", "{"));
        TestApi.assertProblem(admin(HttpMethod.GET, APPS + "/torn", null), 500, "unreadable_app");
        assertThat(admin(HttpMethod.DELETE, APPS + "/torn", null).statusCode()).isEqualTo(204);
    }

    @Test
    void whileTheSharedMemoryIsOutOfReachNothingIsPromised() {
        api.records.lost().set(true);
        try {
            TestApi.assertProblem(admin(HttpMethod.GET, APPS, null), 503, "unavailable");
            TestApi.assertProblem(admin(HttpMethod.POST, APPS, "{\"name\":\"n\"}"), 503, "unavailable");
        } finally {
            api.records.lost().set(false);
        }
    }
}
