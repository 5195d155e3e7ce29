package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "25s, PT25S", "2m, PT2M", "24h, PT24H", "7d, PT168H", "0s, PT0S", "10 s, PT10S"})
    void durationsHaveAUnit(String text, Duration duration) {
        assertThat(Quantities.duration(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "s", "", "-5s", "1.5s", "5S", "5 weeks", "1h30m", "999999999999999999d", "٣s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1000000", "1MB, 1000000", "64kb, 64000", "64KiB, 65536", "1 GB, 1000000000", "0, 0", "5B, 5"})
    void sizesMayHaveAUnit(String text, long bytes) {
        assertThat(Quantities.bytes(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5MB", "1TB", "1e6", "999999999999999999GB"})
    void anythingElseIsNoSize(String text) {
        assertThat(Quantities.bytes(text)).isEmpty();
    }

    @Test
    void theLargestSizeIsTaken() {
        assertThat(Quantities.bytes("999999999999999999")).contains(999_999_999_999_999_999L);
    }
}
