package dev.parley.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

    @ParameterizedTest
    @CsvSource({"7d,P7D,7d", "24h,P1D,1d", "36h,PT36H,36h", "90m,PT90M,90m", "3600s,PT1H,1h", "61s,PT61S,61s"})
    void isToldInTheLargestUnitThatFits(String text, Duration kept, String told) {
        assertThat(Retention.parse(text)).contains(kept);
        assertThat(Retention.text(kept)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "0d", "-1d", "d", "1w", "7D", "1.5h", " 7d", "7d ", "36526d", "99999999999s", "PT1H"})
    void isNothingElse(String text) {
        assertThat(Retention.parse(text)).isEmpty();
    }
}
