package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are those of {@code JSON.stringify} in Node.js. */
class JsonNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.1",
                "100",
                "10000000.5",
                "12345678.9",
                "9007199254740992",
                "100000000000000000000",
                "123456789012345680000",
                "1e+21",
                "1.5e+21",
                "1.4285714285714287e+21",
                "1.7976931348623157e+308",
                "0.000001",
                "0.00001234",
                "1e-7",
                "4e-7",
                "1.25e-7",
                "2.2250738585072014e-308",
                "-0.3333333333333333",
                "-1.1754943508222875e-38"
            })
    void aNumberIsWrittenAsInJavaScript(String text) {
        assertThat(JsonNumber.text(Double.parseDouble(text))).isEqualTo(text);
    }

    @Property
    void anyNumberReadsBackTheSame(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) return;
        String text = JsonNumber.text(value);

        assertThat(Double.parseDouble(text)).isEqualTo(value);
        assertThat(text).hasSizeLessThanOrEqualTo(25).matches("-?(0|[1-9]\\d*)(\\.\\d*[1-9])?(e[+-]\\d+)?");
    }
}
