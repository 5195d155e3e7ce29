package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofHours(24));

    @ParameterizedTest
    @CsvSource({"0, 0, PT4S", "0, 0.5, PT5S", "0, 1, PT6S", "1, 0, PT19H12M", "1, 1, PT28H48M"})
    void eachPauseVariesByAFifth(int failures, double random, Duration pause) {
        assertThat(new RetrySchedule(PAUSES, () -> random).pauseAfter(failures)).contains(pause);
    }

    @Test
    void afterTheLastPauseThereIsNoFurtherAttempt() {
        assertThat(new RetrySchedule(PAUSES, () -> 0.5).pauseAfter(2)).isEmpty();
        assertThat(new RetrySchedule(List.of(), () -> 0.5).pauseAfter(0)).isEmpty();
    }
}
