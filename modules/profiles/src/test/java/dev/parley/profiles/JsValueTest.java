package dev.parley.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsValueTest {

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false", "0", "0.0", "-0", "0e9"})
    void falsyIsAsGoodAsNotThere(String json) {
        assertThat(JsValue.isFalsy(json(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" \"", "true", "1", "-1.5", "{}", "[]", "\"0\""})
    void everythingElseIsThere(String json) {
        assertThat(JsValue.isFalsy(json(json))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"1,1", "\"1\",1", "1.0,1", "1e3,1000", "-0,0", "1.5,1.5", "true,true", "\"a b\",a b", "1e21,1e+21"
            })
    void whatHasATextIsComparedByIt(String json, String text) {
        assertThat(JsValue.text(json(json))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[1]", "1e999"})
    void whatHasNoneNamesNothing(String json) {
        assertThat(JsValue.text(json(json))).isEmpty();
    }

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
    }
}
