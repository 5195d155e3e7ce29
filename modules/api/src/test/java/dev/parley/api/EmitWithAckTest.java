package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.Answer;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.Inquiry;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An emit that asks for acknowledgements; the test answers where a node's sockets would be. */
class EmitWithAckTest {

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Inquiry asked() {
        return (Inquiry) api.taken();
    }

    private static void addressed(Inquiry inquiry, int sockets) {
        api.bus.send(Addresses.INQUIRIES, new Addressed(TestApi.SELF, inquiry.number(), sockets));
    }

    private static void answered(Inquiry inquiry, Answer... answers) {
        api.bus.send(Addresses.INQUIRIES, new Answers(TestApi.SELF, inquiry.number(), List.of(answers), 0, 0));
    }

    @Test
    void tellsWhoAnsweredWhat() {
        var answer = api.emit("{\"event\":\"e\",\"rooms\":[\"a\"],\"ack\":{\"timeout\":30000}}");
        Inquiry inquiry = asked();
        addressed(inquiry, 2);
        answered(
                inquiry,
                new Answer("s1", RawJson.string("yes"), List.of()),
                new Answer("s2", RawJson.NULL, List.of(new byte[] {1, 2, 3})));

        assertThat(inquiry.event().args().toString()).isEqualTo("[\"e\"]");
        assertThat(inquiry.within()).isEqualTo(Duration.ofSeconds(30));
        assertThat(TestApi.get(answer).statusCode()).isEqualTo(200);
        assertThat(TestApi.get(answer).bodyAsString())
                .isEqualTo("{\"id\":\"" + inquiry.event().id() + "\",\"complete\":true,\"addressed\":2,\"answered\":2,"
                        + "\"truncated\":false,\"responses\":[{\"socket\":\"s1\",\"value\":\"yes\"},"
                        + "{\"socket\":\"s2\",\"value\":null,\"attachments\":[\"AQID\"]}],\"missing\":[]}");
    }

    @Test
    void namesWhatIsMissingWhenItsTimeIsOver() {
        var answer = api.emit("{\"event\":\"e\",\"volatile\":true,\"ack\":{\"timeout\":500}}");
        Inquiry inquiry = asked();
        assertThat(inquiry.event().droppable()).isTrue();
        addressed(inquiry, 2);
        answered(inquiry, new Answer("s1", RawJson.TRUE, List.of()));

        JsonObject body = TestApi.get(answer).bodyAsJsonObject();
        assertThat(TestApi.get(answer).statusCode()).isEqualTo(200);
        assertThat(body.getBoolean("complete")).isFalse();
        assertThat(body.getJsonArray("responses")).hasSize(1);
        assertThat(body.getJsonArray("missing").encode())
                .isEqualTo("[{\"node\":\"test\",\"cause\":\"unanswered\",\"addressed\":2,\"answered\":1}]");
    }

    @Test
    void leavesOutTheNumberThatASilentNodeDidNotTell() {
        var answer = api.emit("{\"event\":\"e\",\"ack\":{\"timeout\":1}}");
        asked();
        assertThat(TestApi.get(answer)
                        .bodyAsJsonObject()
                        .getJsonArray("missing")
                        .encode())
                .isEqualTo("[{\"node\":\"test\",\"cause\":\"silent\",\"answered\":0}]");
    }

    @Test
    void toNobodyIsCompleteAtOnce() {
        JsonObject body = TestApi.get(
                        api.emit("{\"event\":\"e\",\"rooms\":[\"nobody-is-here\"],\"ack\":{\"timeout\":30000}}"))
                .bodyAsJsonObject();
        assertThat(body.getBoolean("complete")).isTrue();
        assertThat(body.getInteger("addressed")).isZero();
    }

    @Test
    void isRefusedWhenTooManyAreOpen() {
        var open = Stream.generate(() -> api.emit("{\"event\":\"e\",\"ack\":{\"timeout\":30000}}"))
                .limit(TestApi.LIMITS.open())
                .toList();
        var asked = Stream.generate(EmitWithAckTest::asked)
                .limit(TestApi.LIMITS.open())
                .toList();

        TestApi.assertProblem(
                TestApi.get(api.emit("{\"event\":\"e\",\"ack\":{\"timeout\":30000}}")), 503, "too_many_open_acks");

        for (Inquiry inquiry : asked) addressed(inquiry, 0);
        open.forEach(answer -> assertThat(TestApi.get(answer).statusCode()).isEqualTo(200));
    }
}
