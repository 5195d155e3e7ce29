package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP API takes, and what it refuses. */
class ApiTest {

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
    void nothingElseWasAccepted() {
        assertThat(api.accepted).isEmpty();
    }

    private static HttpResponse<Buffer> emit(String body) {
        return TestApi.get(api.emit(body));
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return api.request(method, path);
    }

    private static Broadcast taken() {
        return (Broadcast) api.taken();
    }

    @Nested
    class AnEmit {

        @Test
        void isAcceptedWithAnIdAndHandedOnAsItCame() {
            HttpResponse<Buffer> answer =
                    emit("{\"event\":\"greet\",\"rooms\":[\"a\",\"b\"],\"payload\":{\"n\": 1.0,\"s\":\"\u00e9\"}}");

            assertThat(answer.statusCode()).isEqualTo(202);
            Broadcast broadcast = taken();
            assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject().put("id", broadcast.id()));
            assertThat(broadcast.audience().to()).containsExactly(Target.room("a"), Target.room("b"));
            assertThat(broadcast.args().toString())
                    .as("not a byte of the payload is changed")
                    .isEqualTo("[\"greet\",{\"n\": 1.0,\"s\":\"\u00e9\"}]");
            assertThat(broadcast.droppable()).isFalse();
        }

        @Test
        void withoutATargetIsForEverybody() {
            emit("{\"event\":\"greet\"}");
            Broadcast broadcast = taken();
            assertThat(broadcast.audience().to()).containsExactly(Target.EVERYONE);
            assertThat(broadcast.args().toString()).isEqualTo("[\"greet\"]");
        }

        @Test
        void takesUsersExceptionsArgumentsAndVolatile() {
            emit("{\"event\":\"e\",\"users\":[\"ann\"],\"except\":[\"x\"],\"args\":[1,[2]],\"volatile\":true}");
            Broadcast broadcast = taken();
            assertThat(broadcast.audience().to()).containsExactly(Target.user("ann"));
            assertThat(broadcast.audience().except()).containsExactly(Target.room("x"), Target.socket("x"));
            assertThat(broadcast.args().toString()).isEqualTo("[\"e\",1,[2]]");
            assertThat(broadcast.droppable()).isTrue();
        }

        /** There is no other node here; the cluster's own tests show that those are left out. */
        @Test
        void forThisNodeAloneIsAccepted() {
            assertThat(emit("{\"event\":\"e\",\"rooms\":[\"a\"],\"local\":true}")
                            .statusCode())
                    .isEqualTo(202);
            taken();
        }

        @Test
        void goesIntoTheNamespaceItNamesAndNoOther() {
            TestApi.get(api.directory.enter(new Place(new AppNamespace("default", "/tenant-7"), Target.EVERYONE)));
            emit("{\"event\":\"e\",\"namespace\":\"/tenant-8\"}");
            emit("{\"event\":\"e\",\"namespace\":\"/tenant-7\"}");
            assertThat(taken().audience().namespace().name()).isEqualTo("/tenant-7");
        }

        @Test
        void forARoomWithoutMembersGoesNowhere() {
            assertThat(emit("{\"event\":\"e\",\"rooms\":[\"nobody-is-here\"]}").statusCode())
                    .isEqualTo(202);
        }
    }

    @Nested
    class ABadRequest {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "\"event\"",
                    "{}",
                    "{\"event\":\"\"}",
                    "{\"event\":7}",
                    "{\"event\":\"connect\"}",
                    "{\"event\":\"e\",\"room\":\"a\"}",
                    "{\"event\":\"e\",\"rooms\":\"a\"}",
                    "{\"event\":\"e\",\"rooms\":[]}",
                    "{\"event\":\"e\",\"rooms\":[1]}",
                    "{\"event\":\"e\",\"rooms\":[\"\"]}",
                    "{\"event\":\"e\",\"rooms\":[\"1\",\"2\",\"3\",\"4\"]}",
                    "{\"event\":\"e\",\"users\":null}",
                    "{\"event\":\"e\",\"payload\":1,\"args\":[1]}",
                    "{\"event\":\"e\",\"args\":{}}",
                    "{\"event\":\"e\",\"volatile\":\"yes\"}",
                    "{\"event\":\"e\",\"local\":1}",
                    "{\"event\":\"e\",\"ack\":true}",
                    "{\"event\":\"e\",\"ack\":{}}",
                    "{\"event\":\"e\",\"ack\":null}",
                    "{\"event\":\"e\",\"ack\":{\"timeout\":0}}",
                    "{\"event\":\"e\",\"ack\":{\"timeout\":30001}}",
                    "{\"event\":\"e\",\"ack\":{\"timeout\":\"5\"}}",
                    "{\"event\":\"e\",\"ack\":{\"timeout\":5,\"retries\":1}}",
                    "{\"event\":\"e\",\"namespace\":1}"
                })
        void isToldWhatIsWrong(String body) {
            TestApi.assertProblem(emit(body), 400, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "{\"event\":}", "{\"event\":\"e\"}x", "{\"event\":\"\\ud8\"}"})
        void thatIsNoJsonIsToldWhere(String body) {
            TestApi.assertProblem(emit(body), 400, "invalid_json");
        }

        @Test
        void nestedWithoutEndIsNoJson() {
            TestApi.assertProblem(emit("{\"event\":\"e\",\"payload\":" + "[".repeat(5_000)), 400, "invalid_json");
        }

        @Test
        void forAnUnknownNamespaceIsNotFound() {
            TestApi.assertProblem(emit("{\"event\":\"e\",\"namespace\":\"/nope\"}"), 404, "unknown_namespace");
        }

        @Test
        void overTheLimitIsRefused() {
            TestApi.assertProblem(emit("{\"event\":\"" + "e".repeat(20_000) + "\"}"), 413, "payload_too_large");
        }

        @Test
        void asAFormIsRefused() {
            HttpResponse<Buffer> answer = TestApi.get(request(HttpMethod.POST, "/api/v1/emit")
                    .putHeader("X-Api-Key", TestApi.KEY)
                    .putHeader("content-type", "application/x-www-form-urlencoded")
                    .sendBuffer(Buffer.buffer("event=e")));
            TestApi.assertProblem(answer, 415, "unsupported_media_type");
        }

        @Test
        void toAnotherRouteOrByAnotherMethodIsRefused() {
            TestApi.assertProblem(
                    TestApi.get(request(HttpMethod.GET, "/api/v1/nope")
                            .putHeader("X-Api-Key", TestApi.KEY)
                            .send()),
                    404,
                    "not_found");
            TestApi.assertProblem(
                    TestApi.get(request(HttpMethod.GET, "/api/v1/emit")
                            .putHeader("X-Api-Key", TestApi.KEY)
                            .send()),
                    405,
                    "method_not_allowed");
        }
    }

    @Nested
    class AKey {

        @ParameterizedTest
        @CsvSource({"X-Api-Key,key-1,202", "X-Api-Key,key-2,202", "Authorization,Bearer key-1,202"})
        void opensTheApi(String header, String value, int status) {
            assertThat(with(header, value).statusCode()).isEqualTo(status);
            taken();
        }

        @ParameterizedTest
        @CsvSource({
            "X-Api-Key,key",
            "X-Api-Key,key-11",
            "X-Api-Key,''",
            "Authorization,key-1",
            "Authorization,Basic key-1",
            "X-Nothing,key-1"
        })
        void thatIsWrongOpensNothing(String header, String value) {
            HttpResponse<Buffer> answer = with(header, value);
            TestApi.assertProblem(answer, 401, "unauthorized");
            assertThat(answer.getHeader("www-authenticate")).isEqualTo("Bearer");
        }

        @Test
        void isNeededForMetricsToo() {
            TestApi.assertProblem(
                    TestApi.get(request(HttpMethod.GET, "/metrics").send()), 401, "unauthorized");
            HttpResponse<Buffer> metrics = TestApi.get(request(HttpMethod.GET, "/metrics")
                    .bearerTokenAuthentication(TestApi.KEY)
                    .send());
            assertThat(metrics.bodyAsString()).contains("parley_broadcasts_sent_total{to=\"local\"}");
        }

        private static HttpResponse<Buffer> with(String header, String value) {
            return TestApi.get(request(HttpMethod.POST, "/api/v1/emit")
                    .putHeader(header, value)
                    .putHeader("content-type", "application/json")
                    .sendBuffer(Buffer.buffer("{\"event\":\"e\"}")));
        }
    }

    @Nested
    class TheDocuments {

        @ParameterizedTest
        @CsvSource({
            "/openapi.yaml,openapi: 3.1.0",
            "/asyncapi.yaml,asyncapi: 3.0.0 of parley",
            "/asyncapi/parley.yaml,asyncapi: 3.0.0 of parley",
            "/asyncapi/chat-panel.yaml,asyncapi: 3.0.0 of panel",
            "/openapi/chat-panel.yaml,openapi: 3.1.0 of panel"
        })
        void areServedToAnybody(String path, String start) {
            assertThat(TestApi.get(request(HttpMethod.GET, path).send()).bodyAsString())
                    .startsWith(start);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/openapi/parley.yaml", "/asyncapi/channels.yaml", "/asyncapi/..%2Fapi.yaml"})
        void areNotThereOfProfilesThatNobodySpeaksOrThatHaveNoRoutes(String path) {
            TestApi.assertProblem(TestApi.get(request(HttpMethod.GET, path).send()), 404, "not_found");
        }
    }

    @Nested
    class TheHealth {

        @Test
        void isLiveAlwaysAndReadyWhenToldSo() {
            api.health.ready(false);
            assertThat(TestApi.get(request(HttpMethod.GET, "/health/live").send())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(TestApi.get(request(HttpMethod.GET, "/health/ready").send())
                            .statusCode())
                    .isEqualTo(503);
            api.health.ready(true);
            assertThat(TestApi.get(request(HttpMethod.GET, "/health/ready").send())
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void tellsTheStoreBesideAndDoesNotDependOnIt() {
            api.health.ready(true);
            for (Health.StoreState state : Health.StoreState.values()) {
                api.health.store(() -> state);
                var answer =
                        TestApi.get(request(HttpMethod.GET, "/health/ready").send());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.bodyAsJsonObject().getString("store"))
                        .isEqualTo(state.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
