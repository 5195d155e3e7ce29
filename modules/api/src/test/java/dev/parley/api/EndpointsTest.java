package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointPatch;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.CreateEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.Ping;
import dev.parley.bus.webhooks.WebhookQuestion.RotateSecret;
import dev.parley.bus.webhooks.WebhookQuestion.UpdateEndpoint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for endpoints of webhooks; the test answers in the place of WebhookVerticle. */
class EndpointsTest {

    private static final EndpointPatch NOTHING =
            new EndpointPatch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final String ENDPOINT = "{\"id\":\"ep_1\",\"configured\":false,\"url\":\"" + TestWebhooks.URL
            + "\",\"batch\":1,\"enabled\":true,\"created\":" + TestWebhooks.AT;

    private final TestApi api = new TestApi();
    private final TestWebhooks webhooks = new TestWebhooks(api.bus);

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<Buffer> call(HttpMethod method, String path, String body) {
        return api.call(method, "/api/v1/webhooks/endpoints" + path, TestApi.KEY, body);
    }

    private HttpResponse<Buffer> get(String path) {
        return api.call(HttpMethod.GET, "/api/v1/webhooks/endpoints" + path, TestApi.KEY, null);
    }

    private HttpResponse<Buffer> act(String path) {
        return api.call(HttpMethod.POST, "/api/v1/webhooks/endpoints" + path, TestApi.KEY, null);
    }

    private static void assertTold(HttpResponse<Buffer> answer, int status, String json) {
        assertThat(answer.bodyAsString()).isEqualTo(json);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.getHeader("cache-control")).isEqualTo("no-store");
    }

    private static Set<String> faulty(HttpResponse<Buffer> answer) {
        return Set.copyOf(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("member"))
                .toList());
    }

    @Nested
    class ANewOne {

        @Test
        void isToldWithItsSecret() {
            webhooks.tells(TestWebhooks.endpoint());
            HttpResponse<Buffer> answer = call(HttpMethod.POST, "", "{\"url\":\"" + TestWebhooks.URL + "\"}");
            String secret = TestWebhooks.endpoint().secrets().getFirst().text();
            assertTold(answer, 201, ENDPOINT + ",\"secret\":\"" + secret + "\"}");
            assertThat(answer.getHeader("location")).isEqualTo("/api/v1/webhooks/endpoints/ep_1");
            assertThat(webhooks.asked)
                    .containsExactly(new CreateEndpoint(
                            "default", new EndpointSettings(TestWebhooks.URL, Set.of(), 1, ""), false));
        }

        @Test
        void isMadeAsItIsAskedFor() {
            webhooks.tells(TestWebhooks.failed());
            call(
                    HttpMethod.POST,
                    "",
                    "{\"url\":\"http://10.1.2.3:8080/\",\"events\":[\"room.joined\",\"room.vacated\",\"room.joined\"],"
                            + "\"batch\":100,\"description\":\"The shop\",\"ed25519\":true}");
            assertThat(webhooks.asked)
                    .containsExactly(new CreateEndpoint(
                            "default",
                            new EndpointSettings(
                                    URI.create("http://10.1.2.3:8080/"),
                                    Set.of(Activity.Type.JOINED, Activity.Type.VACATED),
                                    100,
                                    "The shop"),
                            true));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"url\":null}",
                    "{\"url\":7}",
                    "{\"url\":\"\"}",
                    "{\"url\":\"nonsense\"}",
                    "{\"url\":\"/hook\"}",
                    "{\"url\":\"ftp://shop.example/\"}",
                    "{\"url\":\"file:///etc/passwd\"}",
                    "{\"url\":\"https://user:word@shop.example/\"}",
                    "{\"url\":\"https://shop.example/#part\"}",
                    "{\"url\":\"https://shop example/\"}",
                    "{\"url\":\"https:///hook\"}",
                    "{\"url\":\"https://shop.example/\",\"events\":[]}",
                    "{\"url\":\"https://shop.example/\",\"events\":null}",
                    "{\"url\":\"https://shop.example/\",\"events\":\"room.joined\"}",
                    "{\"url\":\"https://shop.example/\",\"events\":[\"JOINED\"]}",
                    "{\"url\":\"https://shop.example/\",\"events\":[7]}",
                    "{\"url\":\"https://shop.example/\",\"batch\":0}",
                    "{\"url\":\"https://shop.example/\",\"batch\":101}",
                    "{\"url\":\"https://shop.example/\",\"batch\":1.5}",
                    "{\"url\":\"https://shop.example/\",\"description\":\"\"}",
                    "{\"url\":\"https://shop.example/\",\"ed25519\":\"yes\"}",
                    "{\"url\":\"https://shop.example/\",\"secret\":\"whsec_MQ==\"}",
                    "{\"url\":\"https://shop.example/\",\"enabled\":false}",
                    "[]"
                })
        void isNotMadeOfNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.POST, "", body), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        @Test
        void isNotMadeOfWhatIsTooLong() {
            webhooks.tells(TestWebhooks.endpoint());
            String longest = "https://shop.example/" + "x".repeat(2_000 - "https://shop.example/".length());
            String words = "w".repeat(256);
            assertThat(call(HttpMethod.POST, "", "{\"url\":\"" + longest + "\",\"description\":\"" + words + "\"}")
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<Buffer> answer =
                    call(HttpMethod.POST, "", "{\"url\":\"" + longest + "x\",\"description\":\"" + words + "w\"}");
            TestApi.assertProblem(answer, 400, "invalid_request");
            assertThat(faulty(answer)).containsExactlyInAnyOrder("url", "description");
            TestApi.assertProblem(
                    call(HttpMethod.POST, "", "{\"url\":\"" + "x".repeat(10_000) + "\"}"), 413, "payload_too_large");
        }

        @Test
        void thatWantsWhatNeverHappensIsToldWhatDoes() {
            HttpResponse<Buffer> answer = call(
                    HttpMethod.POST,
                    "",
                    "{\"url\":\"https://shop.example/\",\"events\":[\"room.joined\",\"room.sold\"]}");
            TestApi.assertProblem(answer, 400, "invalid_request");
            assertThat(faulty(answer)).containsExactly("events[1]");
            assertThat(answer.bodyAsJsonObject().getString("detail"))
                    .contains(Arrays.stream(Activity.Type.values())
                            .map(Activity.Type::wire)
                            .toList());
        }

        @Test
        void isNotMadeOfWhatIsNoJson() {
            TestApi.assertProblem(call(HttpMethod.POST, "", "{\"url\":"), 400, "invalid_json");
            TestApi.assertProblem(call(HttpMethod.POST, "", ""), 400, "invalid_json");
            var form = api.request(HttpMethod.POST, "/api/v1/webhooks/endpoints")
                    .putHeader("x-api-key", TestApi.KEY)
                    .putHeader("content-type", "text/plain")
                    .sendBuffer(Buffer.buffer("url"));
            TestApi.assertProblem(TestApi.get(form), 415, "unsupported_media_type");
            assertThat(webhooks.asked).isEmpty();
        }
    }

    @Nested
    class AnyOne {

        @Test
        void isListedAndShownWithoutItsSecrets() {
            webhooks.tells(List.of(TestWebhooks.endpoint(), TestWebhooks.failed()));
            String failed = "{\"id\":\"ep_2\",\"configured\":false,\"url\":\"" + TestWebhooks.URL
                    + "\",\"events\":[\"room.joined\",\"room.vacated\"],\"batch\":10,\"description\":\"The shop\","
                    + "\"publicKey\":\"whpk_cHVibGlj\",\"enabled\":false,\"disabled\":{\"at\":" + TestWebhooks.AT
                    + ",\"why\":\"gone\"},\"failingSince\":" + TestWebhooks.AT + ",\"created\":" + TestWebhooks.AT
                    + "}";
            assertTold(get(""), 200, "{\"endpoints\":[" + ENDPOINT + "}," + failed + "]}");
            webhooks.tells(TestWebhooks.failed());
            assertTold(get("/ep_2"), 200, failed);
            assertThat(webhooks.asked)
                    .containsExactly(new ListEndpoints("default"), new FindEndpoint("default", "ep_2"));
        }

        @Test
        void isChangedInWhatIsGiven() {
            webhooks.tells(TestWebhooks.endpoint());
            assertTold(call(HttpMethod.PATCH, "/ep_1", "{\"batch\":5}"), 200, ENDPOINT + "}");
            call(HttpMethod.PATCH, "/ep_1", "{\"url\":\"https://shop.example/new\",\"enabled\":false}");
            call(HttpMethod.PATCH, "/ep_1", "{\"events\":[\"user.online\"],\"description\":\"New\"}");
            call(HttpMethod.PATCH, "/ep_1", "{}");
            assertThat(webhooks.asked)
                    .containsExactly(
                            update(
                                    new EndpointPatch(
                                            Optional.empty(), Optional.empty(), Optional.of(5), Optional.empty()),
                                    Optional.empty()),
                            update(
                                    new EndpointPatch(
                                            Optional.of(URI.create("https://shop.example/new")),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty()),
                                    Optional.of(false)),
                            update(
                                    new EndpointPatch(
                                            Optional.empty(),
                                            Optional.of(Set.of(Activity.Type.ONLINE)),
                                            Optional.empty(),
                                            Optional.of("New")),
                                    Optional.empty()),
                            update(NOTHING, Optional.empty()));
        }

        @Test
        void losesWhatIsPatchedToNull() {
            webhooks.tells(TestWebhooks.endpoint());
            call(HttpMethod.PATCH, "/ep_1", "{\"events\":null,\"batch\":null,\"description\":null,\"enabled\":null}");
            assertThat(webhooks.asked)
                    .containsExactly(update(
                            new EndpointPatch(Optional.empty(), Optional.of(Set.of()), Optional.of(1), Optional.of("")),
                            Optional.of(true)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"url\":null}",
                    "{\"url\":\"nonsense\"}",
                    "{\"events\":[]}",
                    "{\"events\":[\"room.sold\"]}",
                    "{\"batch\":101}",
                    "{\"description\":7}",
                    "{\"enabled\":\"no\"}",
                    "{\"ed25519\":true}",
                    "{\"id\":\"ep_2\"}"
                })
        void isNotChangedIntoNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.PATCH, "/ep_1", body), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        @Test
        void isDeleted() {
            webhooks.tells(TestWebhooks.endpoint());
            HttpResponse<Buffer> answer = call(HttpMethod.DELETE, "/ep_1", null);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isNull();
            assertThat(webhooks.asked).containsExactly(new DeleteEndpoint("default", "ep_1"));
        }

        @Test
        void isTriedByAPing() {
            webhooks.tells(TestWebhooks.fresh("msg_1"));
            assertTold(act("/ep_1/ping"), 202, DeliveriesTest.freshJson("msg_1"));
            assertThat(webhooks.asked).containsExactly(new Ping("default", "ep_1"));
            TestApi.assertProblem(call(HttpMethod.POST, "/ep_1/ping", "{\"type\":\"t\"}"), 400, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"?limit=1", "/ep_1?secret=true", "/ep_1/secret?all=1"})
        void isNotAskedForByParametersThatThereAreNot(String path) {
            TestApi.assertProblem(get(path), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        private static UpdateEndpoint update(EndpointPatch patch, Optional<Boolean> enabled) {
            return new UpdateEndpoint("default", "ep_1", patch, enabled);
        }
    }

    @Nested
    class ASecret {

        private Endpoint rotated() {
            return TestWebhooks.endpoint(
                    "ep_1",
                    TestWebhooks.endpoint().settings(),
                    List.of(
                            TestWebhooks.secret("sec_3", Optional.empty()),
                            TestWebhooks.secret(
                                    "sec_2", Optional.of(api.clock.instant().plusSeconds(60))),
                            TestWebhooks.secret("sec_1", Optional.of(api.clock.instant()))));
        }

        private String json() {
            return "{\"secret\":\"" + rotated().secrets().getFirst().text()
                    + "\",\"id\":\"sec_3\",\"previous\":[{\"id\":\"sec_2\",\"until\":\""
                    + api.clock.instant().plusSeconds(60) + "\"}]}";
        }

        @Test
        void isShownWhereItIsAskedForAndNamesThoseThatSignToo() {
            webhooks.tells(rotated());
            assertTold(get("/ep_1/secret"), 200, json());
            assertThat(webhooks.asked).containsExactly(new FindEndpoint("default", "ep_1"));
        }

        @Test
        void isRotated() {
            webhooks.tells(rotated());
            assertTold(act("/ep_1/secret/rotate"), 200, json());
            call(HttpMethod.POST, "/ep_1/secret/rotate", "{\"overlap\":0}");
            call(HttpMethod.POST, "/ep_1/secret/rotate", "{\"overlap\":604800}");
            assertThat(webhooks.asked)
                    .containsExactly(
                            new RotateSecret("default", "ep_1", Duration.ofDays(1)),
                            new RotateSecret("default", "ep_1", Duration.ZERO),
                            new RotateSecret("default", "ep_1", Duration.ofDays(7)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"overlap\":-1}",
                    "{\"overlap\":604801}",
                    "{\"overlap\":\"1d\"}",
                    "{\"overlap\":null}",
                    "{\"until\":1}"
                })
        void isNotRotatedByNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.POST, "/ep_1/secret/rotate", body), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        @Test
        void ofTheConfigurationIsReadThere() {
            Endpoint configured = TestWebhooks.endpoint(
                    Endpoint.CONFIGURED,
                    TestWebhooks.endpoint().settings(),
                    TestWebhooks.endpoint().secrets());
            webhooks.tells(configured);
            HttpResponse<Buffer> answer = get("/configured/secret");
            TestApi.assertProblem(answer, 409, "configured_endpoint");
            assertThat(answer.bodyAsString()).doesNotContain("whsec_");
            assertTold(
                    get("/configured"),
                    200,
                    "{\"id\":\"configured\",\"configured\":true,\"url\":\"" + TestWebhooks.URL
                            + "\",\"batch\":1,\"enabled\":true}");
        }

        /** All that are told of an endpoint, with everything that there is to tell of one. */
        @Test
        void isNowhereElse() {
            webhooks.tells(TestWebhooks.failed());
            for (String body : List.of(
                    get("/ep_2").bodyAsString(),
                    call(HttpMethod.PATCH, "/ep_2", "{}").bodyAsString(),
                    listed())) {
                assertThat(body)
                        .contains("ep_2")
                        .doesNotContain("whsec_", "sec_1", "dGhlIHNlY3JldC", "dGhlIHByaXZhdGUga2V5", "private");
            }
        }

        private String listed() {
            webhooks.tells(List.of(TestWebhooks.failed()));
            return get("").bodyAsString();
        }
    }

    @Nested
    class AnotherApp {

        @Test
        void isAskedAboutItsOwnAlone() {
            api.create("shop");
            String key = api.key("shop", Scope.WEBHOOKS);
            webhooks.refuses(WebhookFault.UNKNOWN_ENDPOINT);
            String path = "/api/v1/webhooks/endpoints";
            TestApi.assertProblem(api.call(HttpMethod.GET, path + "/ep_1", key, null), 404, "unknown_endpoint");
            TestApi.assertProblem(api.call(HttpMethod.DELETE, path + "/ep_1", key, null), 404, "unknown_endpoint");
            TestApi.assertProblem(api.call(HttpMethod.PATCH, path + "/ep_1", key, "{}"), 404, "unknown_endpoint");
            TestApi.assertProblem(api.call(HttpMethod.GET, path + "/ep_1/secret", key, null), 404, "unknown_endpoint");
            api.call(HttpMethod.POST, path + "/ep_1/secret/rotate", key, null);
            api.call(HttpMethod.POST, path + "/ep_1/ping", key, null);
            api.call(HttpMethod.POST, path, key, "{\"url\":\"https://shop.example/\"}");
            api.call(HttpMethod.GET, path, key, null);
            assertThat(webhooks.asked)
                    .containsExactly(
                            new FindEndpoint("shop", "ep_1"),
                            new DeleteEndpoint("shop", "ep_1"),
                            new UpdateEndpoint("shop", "ep_1", NOTHING, Optional.empty()),
                            new FindEndpoint("shop", "ep_1"),
                            new RotateSecret("shop", "ep_1", Duration.ofDays(1)),
                            new Ping("shop", "ep_1"),
                            new CreateEndpoint(
                                    "shop",
                                    new EndpointSettings(URI.create("https://shop.example/"), Set.of(), 1, ""),
                                    false),
                            new ListEndpoints("shop"));
        }
    }

    @Nested
    class ARefusal {

        @ParameterizedTest
        @EnumSource(WebhookFault.class)
        void keepsItsCodeAndIsNeverAnErrorOfTheServers(WebhookFault fault) {
            webhooks.refuses(fault);
            HttpResponse<Buffer> answer = get("/ep_1");
            TestApi.assertProblem(answer, answer.statusCode(), fault.code());
            assertThat(answer.statusCode()).isIn(400, 404, 409, 503);
            assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo(fault.message());
        }

        @ParameterizedTest
        @CsvSource({
            "UNKNOWN_ENDPOINT,404,",
            "UNKNOWN_DELIVERY,404,",
            "TOO_MANY_ENDPOINTS,409,",
            "CONFIGURED_ENDPOINT,409,",
            "URL_REFUSED,400,",
            "STILL_PENDING,409,",
            "ENDPOINT_DISABLED,409,",
            "BUSY,503,1",
            "NO_STORE,503,",
            "UNAVAILABLE,503,1"
        })
        void hasTheStatusOfItsKindAndSaysWhetherToComeAgain(WebhookFault fault, int status, String after) {
            webhooks.refuses(fault);
            HttpResponse<Buffer> answer = act("/ep_1/ping");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.getHeader("retry-after")).isEqualTo(after);
        }
    }

    @Test
    void whereNobodyAnswersNothingIsPromised() {
        try (var alone = new TestApi()) {
            TestApi.assertProblem(
                    alone.call(HttpMethod.GET, "/api/v1/webhooks/endpoints", TestApi.KEY, null),
                    503,
                    "store_unavailable");
        }
    }
}
