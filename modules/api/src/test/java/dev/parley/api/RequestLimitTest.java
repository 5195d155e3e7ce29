package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks too often is told when to come again, and nobody else notices. */
class RequestLimitTest {

    private static final String EMIT = "{\"event\":\"e\",\"rooms\":[\"nobody\"]}";

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<Buffer> emit(String key) {
        return api.call(HttpMethod.POST, "/api/v1/emit", key, EMIT);
    }

    private String limited(String app, int perSecond) {
        String key = api.keyOf(app);
        api.call(
                HttpMethod.PATCH,
                "/api/v1/apps/" + app,
                TestApi.ADMIN,
                "{\"limits\":{\"requests-per-second\":" + perSecond + "}}");
        return key;
    }

    @Test
    void aKeyMayAskTwiceItsRateAtOnceAndItsRateFromThenOn() {
        String key = limited("shop", 2);
        for (int i = 0; i < 4; i++) assertThat(emit(key).statusCode()).isEqualTo(202);
        HttpResponse<Buffer> refused = emit(key);
        TestApi.assertProblem(refused, 429, "rate_limited");
        assertThat(refused.getHeader("retry-after")).isEqualTo("1");
        api.clock.pass(Duration.ofMillis(500));
        assertThat(emit(key).statusCode()).isEqualTo(202);
        assertThat(emit(key).statusCode()).isEqualTo(429);
    }

    @Test
    void anotherKeyOfTheAppAndOtherAppsGoOn() {
        String key = limited("shop", 1);
        String other = api.key("shop", Scope.EMIT);
        for (int i = 0; i < 2; i++) emit(key);
        assertThat(emit(key).statusCode()).isEqualTo(429);
        assertThat(emit(other).statusCode()).isEqualTo(202);
        assertThat(emit(TestApi.KEY).statusCode()).isEqualTo(202);
    }

    @Test
    void thoseThatAreHeldUpAreCounted() {
        String key = limited("shop", 1);
        for (int i = 0; i < 5; i++) emit(key);
        assertThat(api.call(HttpMethod.GET, "/metrics", TestApi.ADMIN, null).bodyAsString())
                .contains("parley_http_limited_total{app=\"shop\"} 3.0");
    }

    @Test
    void whoGuessesKeysIsHeldUpAndWhoHasOneIsNot() {
        for (int i = 0; i < 40; i++) {
            TestApi.assertProblem(emit("guess-" + i), 401, "unauthorized");
        }
        TestApi.assertProblem(emit("guess"), 429, "rate_limited");
        assertThat(emit(TestApi.KEY).statusCode()).isEqualTo(202);
        api.clock.pass(Duration.ofSeconds(1));
        TestApi.assertProblem(emit("guess"), 401, "unauthorized");
    }
}
