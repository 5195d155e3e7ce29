package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Message.Broadcast;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several events in one request. */
class EmitBatchTest {

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

    private static HttpResponse<Buffer> batch(String body) {
        return api.call(HttpMethod.POST, "/api/v1/emit/batch", TestApi.KEY, body);
    }

    private static HttpResponse<Buffer> batchOf(String... events) {
        return batch("{\"events\":[" + String.join(",", events) + "]}");
    }

    @Test
    void isAcceptedWithTheIdsOfItsEventsInTheirOrder() {
        HttpResponse<Buffer> answer = batchOf(
                "{\"event\":\"one\",\"rooms\":[\"a\"]}",
                "{\"event\":\"two\",\"users\":[\"ann\"]}",
                "{\"event\":\"three\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        List<Broadcast> taken =
                IntStream.range(0, 3).mapToObj(i -> (Broadcast) api.taken()).toList();
        assertThat(taken.stream().map(event -> event.args().toString()))
                .containsExactly("[\"one\"]", "[\"two\"]", "[\"three\"]");
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put(
                                "ids",
                                new JsonArray(taken.stream().map(Broadcast::id).toList())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"event\":\"e\",\"rooms\":[]}; events[1].rooms",
                "{}; events[1].event",
                "{\"event\":\"e\",\"room\":\"a\"}; events[1].room",
                "{\"event\":\"e\",\"ack\":{\"timeout\":5}}; events[1].ack",
                "{\"event\":\"e\",\"report\":true}; events[1].report",
                "7; events[1]"
            })
    void withOneFaultIsRefusedAsAWhole(String event, String member) {
        HttpResponse<Buffer> answer = batchOf("{\"event\":\"good\"}", event, "{\"event\":\"good\"}");
        TestApi.assertProblem(answer, 400, "invalid_request");
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(fault -> ((JsonObject) fault).getString("member")))
                .contains(member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"events\":[]}",
                "{\"events\":{}}",
                "{\"events\":null}",
                "{\"events\":[{\"event\":\"e\"}],\"more\":1}",
                "{\"events\":[{\"event\":\"1\"},{\"event\":\"2\"},{\"event\":\"3\"},{\"event\":\"4\"}]}"
            })
    void asItCannotBeIsRefused(String body) {
        TestApi.assertProblem(batch(body), 400, "invalid_request");
    }

    @Test
    void intoANamespaceThatIsNotThereIsRefusedAsAWhole() {
        TestApi.assertProblem(
                batchOf("{\"event\":\"good\"}", "{\"event\":\"e\",\"namespace\":\"/nope\"}"), 404, "unknown_namespace");
    }
}
