package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Every response says which request it answers. */
class RequestIdTest {

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return api.request(method, path).putHeader("X-Api-Key", TestApi.KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/health/live,200",
        "GET,/openapi.yaml,200",
        "GET,/metrics,200",
        "GET,/api/v1/server,200",
        "GET,/api/v1/nope,404",
        "GET,/nowhere,404",
        "GET,/api/v1/emit,405",
        "POST,/api/v1/emit,400",
        "GET,/api/v1/apps,403",
        "DELETE,/api/v1/sockets/x,404"
    })
    void isOnWhateverIsAnswered(String method, String path, int status) {
        HttpResponse<Buffer> answer = TestApi.get(request(HttpMethod.valueOf(method), path)
                .putHeader("X-Request-Id", "Mine_1.2-3")
                .send());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().getAll("x-request-id")).containsExactly("Mine_1.2-3");
    }

    @Test
    void isOnRefusalsAtTheDoor() {
        HttpResponse<Buffer> answer = TestApi.get(api.request(HttpMethod.GET, "/metrics")
                .putHeader("X-Request-Id", "m")
                .send());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("x-request-id")).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a,b", "<b>", "\u00e9"})
    void thatIsNoneIsReplaced(String given) {
        HttpResponse<Buffer> answer = TestApi.get(request(HttpMethod.GET, "/health/live")
                .putHeader("X-Request-Id", given)
                .send());
        assertThat(answer.headers().getAll("x-request-id")).hasSize(1).doesNotContain(given);
        assertThat(answer.getHeader("x-request-id")).matches("[A-Za-z0-9._-]{1,128}");
    }

    @Test
    void thatIsTooLongIsReplaced() {
        for (int length : new int[] {128, 129}) {
            String given = "x".repeat(length);
            HttpResponse<Buffer> answer = TestApi.get(request(HttpMethod.GET, "/health/live")
                    .putHeader("X-Request-Id", given)
                    .send());
            assertThat(answer.getHeader("x-request-id").equals(given)).isEqualTo(length == 128);
        }
    }

    @Test
    void isANewOneForEachRequestThatHasNone() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            ids.add(TestApi.get(request(HttpMethod.GET, "/health/live").send()).getHeader("x-request-id"));
        }
        assertThat(ids).hasSize(10);
    }

    @Test
    void isInTheLogWhereSomethingIsWrittenForTheRequest() {
        var lines = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger("dev.parley.api");
        lines.start();
        logger.addAppender(lines);
        api.memory.lost.set(true);
        TestApi.get(request(HttpMethod.POST, "/api/v1/emit")
                .putHeader("X-Request-Id", "find-me")
                .putHeader("Idempotency-Key", "k")
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer("{\"event\":\"e\"}")));
        api.memory.lost.set(false);
        logger.detachAppender(lines);
        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getKeyValuePairs())
                        .extracting(Object::toString)
                        .containsExactly("request=\"find-me\""));
    }
}
