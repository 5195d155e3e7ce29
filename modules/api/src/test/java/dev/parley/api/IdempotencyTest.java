package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Inquiry;
import dev.parley.cluster.Applied;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are repeated with the same key. */
class IdempotencyTest {

    private static final String EMIT = "/api/v1/emit";
    private static final String EVENT = "{\"event\":\"e\",\"rooms\":[\"a\"]}";

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        assertThat(api.accepted).as("nothing else was accepted").isEmpty();
        api.close();
    }

    private HttpRequest<Buffer> request(String path, String apiKey, String... keys) {
        HttpRequest<Buffer> request = api.request(HttpMethod.POST, path)
                .putHeader("X-Api-Key", apiKey)
                .putHeader("content-type", "application/json");
        if (keys.length > 0) request.putHeader("Idempotency-Key", List.of(keys));
        return request;
    }

    private Future<HttpResponse<Buffer>> begin(String key, String body) {
        return request(EMIT, TestApi.KEY, key).sendBuffer(Buffer.buffer(body));
    }

    private HttpResponse<Buffer> emit(String key, String body) {
        return TestApi.get(begin(key, body));
    }

    private static void assertFirst(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).isBetween(200, 299);
        assertThat(answer.getHeader("idempotency-replayed")).isNull();
    }

    private static void assertReplayed(HttpResponse<Buffer> answer, HttpResponse<Buffer> first) {
        assertThat(answer.statusCode()).isEqualTo(first.statusCode());
        assertThat(answer.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(answer.getHeader("content-type")).isEqualTo(first.getHeader("content-type"));
        assertThat(answer.getHeader("idempotency-replayed")).isEqualTo("true");
    }

    @Nested
    class TheSameKey {

        @Test
        void withTheSameBodyIsAnsweredAlikeAndEmitsNothing() {
            HttpResponse<Buffer> first = emit("k", EVENT);
            assertFirst(first);
            api.taken();
            assertReplayed(emit("k", EVENT), first);
            assertReplayed(emit("k", EVENT), first);
        }

        @Test
        void isAnsweredAlikeForABatchAndForAReport() {
            String batch = "{\"events\":[" + EVENT + "]}";
            var twice = request(EMIT + "/batch", TestApi.KEY, "k");
            HttpResponse<Buffer> first = TestApi.get(twice.sendBuffer(Buffer.buffer(batch)));
            assertFirst(first);
            api.taken();
            assertReplayed(TestApi.get(twice.sendBuffer(Buffer.buffer(batch))), first);

            api.sockets.applied = new Applied(3, 3, List.of());
            String report = "{\"event\":\"e\",\"report\":true}";
            HttpResponse<Buffer> told = emit("r", report);
            assertFirst(told);
            api.sockets.applied = new Applied(9, 9, List.of());
            assertReplayed(emit("r", report), told);
            assertThat(api.sockets.asked).hasSize(1);
        }

        @Test
        void withAnotherBodyIsRefused() {
            assertFirst(emit("k", EVENT));
            api.taken();
            TestApi.assertProblem(emit("k", "{\"event\":\"f\",\"rooms\":[\"a\"]}"), 422, "idempotency_mismatch");
        }

        @Test
        void isHeldUpWhileTheFirstIsUnderWay() {
            String asking = "{\"event\":\"e\",\"ack\":{\"timeout\":30000}}";
            var first = begin("k", asking);
            Inquiry inquiry = (Inquiry) api.taken();
            HttpResponse<Buffer> second = emit("k", asking);
            TestApi.assertProblem(second, 409, "idempotency_in_progress");
            assertThat(second.getHeader("retry-after")).isEqualTo("1");
            TestApi.assertProblem(emit("k", EVENT), 422, "idempotency_mismatch");

            api.bus.send(Addresses.INQUIRIES, new Addressed(TestApi.SELF, inquiry.number(), 0));
            assertFirst(TestApi.get(first));
            assertReplayed(emit("k", asking), TestApi.get(first));
        }

        @Test
        void isAnotherOneInAnotherAppAndAtAnotherRoute() {
            String other = api.keyOf("shop");
            assertFirst(emit("k", EVENT));
            api.taken();
            assertFirst(TestApi.get(request(EMIT, other, "k").sendBuffer(Buffer.buffer("{\"event\":\"f\"}"))));
            String batch = "{\"events\":[" + EVENT + "]}";
            assertFirst(TestApi.get(request(EMIT + "/batch", TestApi.KEY, "k").sendBuffer(Buffer.buffer(batch))));
            api.taken();
        }

        @Test
        void isFreeAgainAfterTheWindow() {
            assertFirst(emit("k", EVENT));
            api.taken();
            api.clock.pass(TestApi.WINDOW.minus(Duration.ofSeconds(1)));
            assertThat(emit("k", EVENT).getHeader("idempotency-replayed")).isEqualTo("true");
            api.clock.pass(Duration.ofSeconds(1));
            assertFirst(emit("k", EVENT));
            api.taken();
        }
    }

    @Nested
    class WhatIsRefused {

        @Test
        void isNotKept() {
            String unknown = "{\"event\":\"e\",\"namespace\":\"/nope\"}";
            TestApi.assertProblem(emit("k", unknown), 404, "unknown_namespace");
            TestApi.assertProblem(emit("k", "{}"), 400, "invalid_request");
            assertFirst(emit("k", EVENT));
            api.taken();
        }

        @Test
        void forTooManyOpenAcksIsNotKeptEither() {
            String asking = "{\"event\":\"e\",\"ack\":{\"timeout\":30000}}";
            var open = List.of(begin("1", asking), begin("2", asking));
            var inquiries = List.of((Inquiry) api.taken(), (Inquiry) api.taken());
            TestApi.assertProblem(emit("3", asking), 503, "too_many_open_acks");
            TestApi.assertProblem(emit("3", asking), 503, "too_many_open_acks");
            for (Inquiry inquiry : inquiries) {
                api.bus.send(Addresses.INQUIRIES, new Addressed(TestApi.SELF, inquiry.number(), 0));
            }
            open.forEach(answer -> assertFirst(TestApi.get(answer)));
        }

        @Test
        void becauseTheClusterCannotDecideEmitsNothing() {
            api.memory.lost.set(true);
            TestApi.assertProblem(emit("k", EVENT), 503, "unavailable");
            api.memory.lost.set(false);
            assertFirst(emit("k", EVENT));
            api.taken();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "two words", "in\tside", "\u00e9"})
        void isAKeyThatIsNone(String key) {
            TestApi.assertProblem(emit(key, EVENT), 400, "invalid_request");
        }

        @Test
        void isAKeyThatIsTooLongOrOneOfTwo() {
            TestApi.assertProblem(emit("k".repeat(256), EVENT), 400, "invalid_request");
            HttpResponse<Buffer> two =
                    TestApi.get(request(EMIT, TestApi.KEY, "a", "b").sendBuffer(Buffer.buffer(EVENT)));
            TestApi.assertProblem(two, 400, "invalid_request");
            assertFirst(emit("k".repeat(255), EVENT));
            api.taken();
        }
    }

    @Test
    void anAnswerThatCannotBeKeptIsGivenAllTheSame() {
        String asking = "{\"event\":\"e\",\"ack\":{\"timeout\":30000}}";
        var first = begin("k", asking);
        Inquiry inquiry = (Inquiry) api.taken();
        api.memory.lost.set(true);
        api.bus.send(Addresses.INQUIRIES, new Addressed(TestApi.SELF, inquiry.number(), 0));
        assertFirst(TestApi.get(first));

        api.memory.lost.set(false);
        TestApi.assertProblem(emit("k", asking), 409, "idempotency_in_progress");
        api.clock.pass(TestApi.UNDER_WAY);
        assertFirst(emit("k", EVENT));
        api.taken();
    }

    /** Keys that are known are answered all the same. */
    @Test
    void anAppThatUsesUpWhatItMayHaveKeptIsHeldUpAndOthersAreNot() {
        HttpResponse<Buffer> first = emit("k-0", EVENT);
        api.taken();
        HttpResponse<Buffer> answer = first;
        int more = 0;
        for (; answer.statusCode() == 202 && more < 1_000; more++) {
            if (more > 0) api.taken();
            answer = emit("more-" + more, EVENT);
        }
        TestApi.assertProblem(answer, 429, "too_many_idempotency_keys");
        assertThat(answer.getHeader("retry-after")).isEqualTo("600");
        assertThat(more).isBetween(10, 100);

        assertReplayed(emit("k-0", EVENT), first);
        String other = api.keyOf("shop");
        assertFirst(TestApi.get(request(EMIT, other, "k").sendBuffer(Buffer.buffer(EVENT))));
        api.clock.pass(TestApi.WINDOW);
        assertFirst(emit("more", EVENT));
        api.taken();
    }
}
