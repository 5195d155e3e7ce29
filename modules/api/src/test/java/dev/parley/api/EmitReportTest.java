package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.Reach;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An emit that asks how many sockets got it. */
class EmitReportTest {

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void nothingIsAsked() {
        api.sockets.asked.clear();
        api.sockets.applied = new Applied(0, 0, List.of());
    }

    private static HttpResponse<Buffer> emit(String body) {
        return TestApi.get(api.emit(body));
    }

    @Test
    void tellsHowManyGotIt() {
        api.sockets.applied = new Applied(5, 4, List.of());
        HttpResponse<Buffer> answer = emit("{\"event\":\"e\",\"rooms\":[\"a\"],\"payload\":1,\"report\":true}");
        var reported = (TestSockets.Reported) api.sockets.asked.remove();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString())
                .isEqualTo("{\"id\":\"" + reported.event().id()
                        + "\",\"members\":5,\"delivered\":4,\"complete\":true,\"missing\":[]}");
        assertThat(reported.event().audience().to()).containsExactly(Target.room("a"));
        assertThat(reported.event().args().toString()).isEqualTo("[\"e\",1]");
        assertThat(reported.reach()).isEqualTo(Reach.CLUSTER);
        assertThat(api.accepted).as("it is sent once").isEmpty();
    }

    @Test
    void namesTheNodesThatAreSilent() {
        api.sockets.applied = new Applied(2, 2, List.of(TestSockets.SILENT));
        HttpResponse<Buffer> answer = emit("{\"event\":\"e\",\"local\":true,\"report\":true}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString())
                .endsWith("\"complete\":false,\"missing\":[{\"node\":\"silent\",\"cause\":\"silent\"}]}");
        assertThat(((TestSockets.Reported) api.sockets.asked.remove()).reach()).isEqualTo(Reach.NODE);
    }

    @Test
    void thatIsNotWantedIsNotMade() {
        assertThat(emit("{\"event\":\"e\",\"report\":false}").statusCode()).isEqualTo(202);
        api.taken();
        assertThat(api.sockets.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"e\",\"report\":\"yes\"}",
                "{\"event\":\"e\",\"report\":null}",
                "{\"event\":\"e\",\"report\":true,\"ack\":{\"timeout\":5}}",
                "{\"event\":\"e\",\"report\":false,\"ack\":{\"timeout\":5}}"
            })
    void asItCannotBeIsRefused(String body) {
        HttpResponse<Buffer> answer = emit(body);
        TestApi.assertProblem(answer, 400, "invalid_request");
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").encode()).contains("\"member\":\"report\"");
        assertThat(api.sockets.asked).isEmpty();
        assertThat(api.accepted).isEmpty();
    }
}
