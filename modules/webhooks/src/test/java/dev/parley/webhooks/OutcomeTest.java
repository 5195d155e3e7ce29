package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.outbound.CallFailed;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import dev.parley.webhooks.Outcome.Gone;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everySuccessIsDelivered(int status) {
        assertThat(Outcome.of(status, null, NOW)).isEqualTo(new Delivered());
    }

    @Test
    void goneIsForGood() {
        assertThat(Outcome.of(410, "5", NOW)).isEqualTo(new Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 409, 411, 500, 502, 504, 600, 999})
    void everythingElseIsTriedAgainWhateverPauseItNames(int status) {
        assertThat(Outcome.of(status, "5", NOW)).isEqualTo(new Failed("status " + status, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "7 | PT7S",
                "' 7 ' | PT7S",
                "3600 | PT1H",
                "3601 | PT1H",
                "999999999 | PT1H",
                "99999999999999999999 | PT1H",
                "Sun, 01 Mar 2026 12:00:30 GMT | PT29.5S",
                "Sun, 01 Mar 2026 14:00:00 GMT | PT1H",
                "Sun, 01 Mar 2026 11:59:00 GMT | PT0S",
                "Mon, 01 Mar 2026 12:00:30 GMT | PT0S", // it was a Sunday
                "-7 | PT0S",
                "+7 | PT0S",
                "7.5 | PT0S",
                "soon | PT0S",
                "'' | PT0S",
                "٧ | PT0S",
            })
    void busyReceiverMayAskForAPauseOfUpToAnHour(String retryAfter, Duration pause) {
        assertThat(Outcome.of(429, retryAfter, NOW)).isEqualTo(new Failed("status 429", pause));
        assertThat(Outcome.of(503, retryAfter, NOW)).isEqualTo(new Failed("status 503", pause));
    }

    @Test
    void busyReceiverNeedNotAsk() {
        assertThat(Outcome.of(503, null, NOW)).isEqualTo(new Failed("status 503", Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource
    void errorIsNamedByItsKind(CallFailed.Kind kind) {
        assertThat(Outcome.unanswered(new CallFailed(kind))).isEqualTo(new Failed(kind.text(), Duration.ZERO));
    }

    @Test
    void bugIsNotNamedByItsText() {
        assertThat(Outcome.unanswered(new IllegalStateException("https://user:password@host")))
                .isEqualTo(new Failed("IllegalStateException", Duration.ZERO));
    }
}
