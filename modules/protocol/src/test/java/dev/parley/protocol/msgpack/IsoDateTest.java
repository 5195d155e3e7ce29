package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are those of {@code toISOString} in Node.js. */
class IsoDateTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "951782400000, 2000-02-29T00:00:00.000Z",
        "-62167219200000, 0000-01-01T00:00:00.000Z",
        "-62167219200001, -000001-12-31T23:59:59.999Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +010000-01-01T00:00:00.000Z",
        "8640000000000000, +275760-09-13T00:00:00.000Z",
        "-8640000000000000, -271821-04-20T00:00:00.000Z"
    })
    void aDateIsWrittenAsInJavaScript(long millis, String text) {
        assertThat(IsoDate.text(millis)).contains(text);
    }

    @Test
    void thereIsNoneBeyondTheLimit() {
        assertThat(IsoDate.text(8_640_000_000_000_001L)).isEmpty();
        assertThat(IsoDate.text(-8_640_000_000_000_001L)).isEmpty();
    }
}
