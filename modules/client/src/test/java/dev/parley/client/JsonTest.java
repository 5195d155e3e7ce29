package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Nested
    class Written {

        @Test
        void javaValuesAreWhatTheyLookLike() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("text", "é 🦜 \"\\\n\u0000");
            map.put("none", null);
            map.put("numbers", List.of(1, -2L, 1.5, 1e10));
            map.put("flags", new Object[] {true, false});
            map.put("empty", List.of(Map.of(), List.of()));
            assertThat(Json.of(map))
                    .hasToString(
                            "{\"text\":\"é 🦜 \\\"\\\\\\u000a\\u0000\",\"none\":null,\"numbers\":[1,-2,1.5,1.0E10],"
                                    + "\"flags\":[true,false],\"empty\":[{},[]]}");
        }

        @Test
        void halfACharacterSurvivesUtf8() {
            assertThat(Json.of("a\ud800b")).hasToString("\"a\\ud800b\"");
        }

        @Test
        void whatIsNoJsonIsRefusedByName() {
            record Person(String name) {}
            assertThatThrownBy(() -> Json.of(new Person("ann")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Person")
                    .hasMessageContaining("map");
            assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.of(Float.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.of(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.of(new byte[1])).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whatContainsItselfIsRefused() {
            List<Object> ring = new ArrayList<>();
            ring.add(ring);
            assertThatThrownBy(() -> Json.of(ring))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000");
        }

        @Test
        void itDoesNotChangeWithWhatItWasMadeOf() {
            List<Object> mine = new ArrayList<>(Arrays.asList(1, 2));
            Json json = Json.of(mine);
            mine.add(3);
            assertThat(json).hasToString("[1,2]");
        }
    }

    @Nested
    class Read {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "", " ", "{", "}", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "tru", "nul",
                    "01", "1.", ".5", "-", "+1", "1e", "0x1", "NaN", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
                    "\"a\nb\"", "1 2", "[]]", "'a'", "\uffff", "[\uffff", "\"\\", "\ufeff1"
                })
        void whatIsNotJsonIsRefused(String text) {
            assertThatThrownBy(() -> Json.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not JSON at character");
        }

        @Test
        void escapesAndBlanksAreUnderstood() {
            assertThat(Json.parse(" { \"a\" :\t[ \"\\u00e9\\/\\b\\f\\n\\r\\t\\\\\\\"\" , 1 ]\r\n} ")
                            .at("a")
                            .elements()
                            .getFirst()
                            .asText())
                    .contains("é/\b\f\n\r\t\\\"");
        }

        @Test
        void ofTheSameNameTheLastCounts() {
            assertThat(Json.parse("{\"a\":1,\"a\":2}").at("a")).isEqualTo(Json.of(2));
        }

        @Test
        void depthHasALimit() {
            assertThat(Json.parse("[".repeat(1000) + "]".repeat(1000))).isInstanceOf(Json.Arr.class);
            assertThatThrownBy(() -> Json.parse("[".repeat(1001) + "]".repeat(1001)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @CsvSource({"1,1", "-0,0", "1.0,1", "1e3,1000", "9223372036854775807,9223372036854775807"})
        void wholeNumbersAreLongs(String text, long value) {
            assertThat(Json.parse(text).asLong()).hasValue(value);
            assertThat(Json.parse(text)).hasToString(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"1.5", "9223372036854775808", "1e1000000000", "1e-1000000000", "1e99999999999", "\"1\""})
        void whatIsNoLongIsEmpty(String text) {
            assertThat(Json.parse(text).asLong()).isEmpty();
        }

        @Test
        void whatIsNotThereIsNull() {
            Json json = Json.parse("{\"a\":null}");
            assertThat(json.at("a")).isEqualTo(json.at("b")).isEqualTo(Json.of(null));
            assertThat(json.at("b").at("c").elements()).isEmpty();
            assertThat(json.asText()).isEmpty();
            assertThat(json.asFlag()).isEmpty();
            assertThat(json.elements()).isEmpty();
        }
    }
}
