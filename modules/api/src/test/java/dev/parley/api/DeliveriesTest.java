package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.Deliveries;
import dev.parley.bus.webhooks.WebhookQuestion.FindDelivery;
import dev.parley.bus.webhooks.WebhookQuestion.ListDeliveries;
import dev.parley.bus.webhooks.WebhookQuestion.Replay;
import dev.parley.bus.webhooks.WebhookQuestion.ReplaySince;
import dev.parley.bus.webhooks.WebhookQuestion.Replayed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for deliveries of webhooks; the test answers in the place of WebhookVerticle. */
class DeliveriesTest {

    private static final String SILENT = "{\"at\":" + TestWebhooks.AT + ",\"result\":\"timeout\",\"millis\":15000}";
    private static final String ANSWERED = "{\"at\":" + TestWebhooks.AT
            + ",\"status\":500,\"result\":\"status 500\",\"millis\":7,\"answer\":\"out of order\"}";

    private final TestApi api = new TestApi();
    private final TestWebhooks webhooks = new TestWebhooks(api.bus);

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<Buffer> get(String path) {
        return api.call(HttpMethod.GET, "/api/v1/webhooks" + path, TestApi.KEY, null);
    }

    private HttpResponse<Buffer> post(String path, String body) {
        return api.call(HttpMethod.POST, "/api/v1/webhooks" + path, TestApi.KEY, body);
    }

    private static void assertTold(HttpResponse<Buffer> answer, int status, String json) {
        assertThat(answer.bodyAsString()).isEqualTo(json);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    static String freshJson(String id) {
        return "{\"id\":\"" + id
                + "\",\"endpoint\":\"ep_1\",\"type\":\"room.joined\",\"state\":\"pending\",\"accepted\":"
                + TestWebhooks.AT + ",\"failures\":0,\"next\":" + TestWebhooks.AT + "}";
    }

    private static String deadJson(String id) {
        return "{\"id\":\"" + id + "\",\"endpoint\":\"ep_1\",\"type\":\"room.joined\",\"state\":\"dead\",\"accepted\":"
                + TestWebhooks.AT + ",\"failures\":2,\"settled\":" + TestWebhooks.AT;
    }

    @Nested
    class AList {

        @Test
        void hasNeitherBodiesNorMoreThanTheLastAttempt() {
            webhooks.tells(new Deliveries(List.of(TestWebhooks.fresh("msg_2"), TestWebhooks.dead("msg_1")), true));
            assertTold(
                    get("/deliveries"),
                    200,
                    "{\"deliveries\":[" + freshJson("msg_2") + "," + deadJson("msg_1") + ",\"lastAttempt\":" + ANSWERED
                            + "}],\"next\":\"msg_1\"}");
            assertThat(webhooks.asked).containsExactly(list(Optional.empty(), Set.of(), Optional.empty(), 50));
        }

        @Test
        void isThePartThatIsAskedFor() {
            webhooks.tells(new Deliveries(List.of(), false));
            assertTold(
                    get("/deliveries?endpoint=ep_1&state=pending,dead&before=msg_9&limit=5"),
                    200,
                    "{\"deliveries\":[]}");
            get("/deliveries?state=delivered&limit=1000000000");
            assertThat(webhooks.asked)
                    .containsExactly(
                            list(
                                    Optional.of("ep_1"),
                                    Set.of(DeliveryState.PENDING, DeliveryState.DEAD),
                                    Optional.of("msg_9"),
                                    5),
                            list(Optional.empty(), Set.of(DeliveryState.DELIVERED), Optional.empty(), 100));
        }

        @Test
        void ofDeadLettersHasAPathOfItsOwn() {
            webhooks.tells(new Deliveries(List.of(TestWebhooks.dead("msg_1")), false));
            assertTold(
                    get("/dead-letters?endpoint=ep_1&before=msg_9&limit=7"),
                    200,
                    "{\"deliveries\":[" + deadJson("msg_1") + ",\"lastAttempt\":" + ANSWERED + "}]}");
            assertThat(webhooks.asked)
                    .containsExactly(list(Optional.of("ep_1"), Set.of(DeliveryState.DEAD), Optional.of("msg_9"), 7));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/deliveries?state=",
                    "/deliveries?state=DEAD",
                    "/deliveries?state=dead,",
                    "/deliveries?state=dead,lost",
                    "/deliveries?state=dead&state=pending",
                    "/deliveries?limit=0",
                    "/deliveries?limit=many",
                    "/deliveries?before=",
                    "/deliveries?endpoint=",
                    "/deliveries?page=2",
                    "/deliveries/msg_1?state=dead",
                    "/dead-letters?state=pending"
                })
        void isNotAskedForByNonsense(String path) {
            TestApi.assertProblem(get(path), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        @Test
        void isToldAllThatIsWrongWithTheQuestion() {
            HttpResponse<Buffer> answer = get("/deliveries?state=lost&limit=-1&colour=red");
            assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                            .map(error -> ((JsonObject) error).getString("member")))
                    .containsExactlyInAnyOrder("state", "limit", "colour");
        }

        private static ListDeliveries list(
                Optional<String> endpoint, Set<DeliveryState> states, Optional<String> before, int limit) {
            return new ListDeliveries("default", endpoint, states, before, limit);
        }
    }

    @Nested
    class ADelivery {

        @Test
        void isShownWithItsAttemptsAndItsBody() {
            webhooks.tells(TestWebhooks.dead("msg_1"));
            assertTold(
                    get("/deliveries/msg_1"),
                    200,
                    deadJson("msg_1") + ",\"attempts\":[" + SILENT + "," + ANSWERED + "],\"body\":"
                            + TestWebhooks.body() + "}");
            assertThat(webhooks.asked).containsExactly(new FindDelivery("default", "msg_1"));
        }

        @Test
        void isReplayed() {
            webhooks.tells(TestWebhooks.fresh("msg_1"));
            assertTold(post("/deliveries/msg_1/replay", null), 202, freshJson("msg_1"));
            assertThat(webhooks.asked).containsExactly(new Replay("default", "msg_1"));
            TestApi.assertProblem(post("/deliveries/msg_1/replay", "{\"to\":\"ep_2\"}"), 400, "invalid_request");
        }

        @Test
        void thatIsUnderWayIsNotReplayed() {
            webhooks.refuses(WebhookFault.STILL_PENDING);
            TestApi.assertProblem(post("/deliveries/msg_1/replay", null), 409, "still_pending");
        }

        @Test
        void ofAnotherAppIsNotThere() {
            api.create("shop");
            String key = api.key("shop", Scope.WEBHOOKS);
            webhooks.refuses(WebhookFault.UNKNOWN_DELIVERY);
            String path = "/api/v1/webhooks/deliveries";
            TestApi.assertProblem(api.call(HttpMethod.GET, path + "/msg_1", key, null), 404, "unknown_delivery");
            TestApi.assertProblem(
                    api.call(HttpMethod.POST, path + "/msg_1/replay", key, null), 404, "unknown_delivery");
            api.call(HttpMethod.GET, path, key, null);
            api.call(HttpMethod.GET, "/api/v1/webhooks/dead-letters", key, null);
            api.call(
                    HttpMethod.POST,
                    "/api/v1/webhooks/endpoints/ep_1/replay",
                    key,
                    "{\"since\":" + TestWebhooks.AT + "}");
            assertThat(webhooks.asked)
                    .containsExactly(
                            new FindDelivery("shop", "msg_1"),
                            new Replay("shop", "msg_1"),
                            new ListDeliveries("shop", Optional.empty(), Set.of(), Optional.empty(), 50),
                            new ListDeliveries(
                                    "shop", Optional.empty(), Set.of(DeliveryState.DEAD), Optional.empty(), 50),
                            new ReplaySince("shop", "ep_1", TestWebhooks.THEN, Set.of(DeliveryState.DEAD)));
        }
    }

    @Nested
    class AllOfAnEndpoint {

        @Test
        void thatAreDeadAreReplayedUnlessOthersAreAskedFor() {
            webhooks.tells(new Replayed(3));
            assertTold(post("/endpoints/ep_1/replay", "{\"since\":" + TestWebhooks.AT + "}"), 202, "{\"replayed\":3}");
            post(
                    "/endpoints/ep_1/replay",
                    "{\"since\":\"2030-01-31T14:00:00+02:00\",\"states\":[\"delivered\",\"dead\"]}");
            assertThat(webhooks.asked)
                    .containsExactly(
                            new ReplaySince("default", "ep_1", TestWebhooks.THEN, Set.of(DeliveryState.DEAD)),
                            new ReplaySince(
                                    "default",
                                    "ep_1",
                                    TestWebhooks.THEN,
                                    Set.of(DeliveryState.DEAD, DeliveryState.DELIVERED)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"since\":1893412800}",
                    "{\"since\":\"yesterday\"}",
                    "{\"since\":\"2030-01-31T12:00:00Z\",\"states\":[]}",
                    "{\"since\":\"2030-01-31T12:00:00Z\",\"states\":[\"pending\"]}",
                    "{\"since\":\"2030-01-31T12:00:00Z\",\"states\":\"dead\"}",
                    "{\"since\":\"2030-01-31T12:00:00Z\",\"until\":\"2030-01-31T13:00:00Z\"}"
                })
        void areNotReplayedByNonsense(String body) {
            TestApi.assertProblem(post("/endpoints/ep_1/replay", body), 400, "invalid_request");
            assertThat(webhooks.asked).isEmpty();
        }

        @Test
        void areNotReplayedWithoutSayingSinceWhen() {
            TestApi.assertProblem(post("/endpoints/ep_1/replay", ""), 400, "invalid_json");
            assertThat(webhooks.asked).isEmpty();
        }
    }
}
