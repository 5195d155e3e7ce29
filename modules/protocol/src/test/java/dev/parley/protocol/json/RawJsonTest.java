package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.json.RawJson.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{},OBJECT",
                "[],ARRAY",
                "\"\",STRING",
                "0,NUMBER",
                "-1,NUMBER",
                "true,BOOLEAN",
                "false,BOOLEAN",
                "null,NULL"
            })
    void theFirstByteTellsTheKind(String text, Kind kind) {
        assertThat(Json.of(text).kind()).isEqualTo(kind);
        assertThat(Json.of(text).isNull()).isEqualTo(kind == Kind.NULL);
    }

    @Nested
    class Parts {

        @Test
        void elementsAreSlicesWithoutTheSpaceAroundThem() {
            assertThat(Json.of("[ \"a,]\\\"\" , 1.5e3 ,[ 2,[3] ],\n{\"b\":[]} ,null]")
                            .elements())
                    .extracting(RawJson::toString)
                    .containsExactly("\"a,]\\\"\"", "1.5e3", "[ 2,[3] ]", "{\"b\":[]}", "null");
        }

        @Test
        void membersAreReadByTheirNames() {
            assertThat(Json.of("{ \"a\" : 1 ,\"\\u0062\":\"}\", \"\" :{\"c\":[2]}}")
                            .members())
                    .hasToString("{a=1, b=\"}\", ={\"c\":[2]}}");
        }

        @Test
        void theLastOfEqualNamesWins() {
            assertThat(Json.of("{\"a\":1,\"b\":2,\"\\u0061\":3}").members()).hasToString("{a=3, b=2}");
            assertThat(Json.of("{\"a\":1,\"a\":null}").member("a")).contains(RawJson.NULL);
        }

        @Test
        void namesThatMeanSomethingElsewhereArePlain() {
            assertThat(Json.of("{\"__proto__\":{\"x\":1},\"constructor\":2}").members())
                    .containsOnlyKeys("__proto__", "constructor");
        }

        @Test
        void otherKindsHaveNone() {
            assertThat(Json.of("{}").elements()).isEmpty();
            assertThat(Json.of("[1]").members()).isEmpty();
            assertThat(Json.of("\"[1]\"").elements()).isEmpty();
            assertThat(Json.of("1").member("a")).isEmpty();
        }

        @Test
        void cannotBeChanged() {
            assertThatThrownBy(() -> Json.of("[1]").elements().clear())
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> Json.of("{\"a\":1}").members().clear())
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class Scalars {

        @Test
        void stringsAreUnescaped() {
            assertThat(Json.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"").asString()).contains("\"\\/\b\f\n\r\t");
            assertThat(Json.of("\"\\ud83d\\ude00\"").asString()).contains("😀");
            assertThat(Json.of("\"\\uD83D\\uDE00 😀\"").asString()).contains("😀 😀");
            assertThat(Json.of("\"é\\u00e9\\n€\"").asString()).contains("éé\n€");
            assertThat(Json.of("\"\u2028\\u2028\"").asString()).contains("\u2028\u2028");
            assertThat(Json.of("\"\\ud800x\"").asString()).contains("\ud800x");
        }

        @ParameterizedTest
        @CsvSource({
            "0,0",
            "-0,0",
            "42,42",
            "9223372036854775807,9223372036854775807",
            "-9223372036854775808,-9223372036854775808"
        })
        void wholeNumbersAreLongs(String text, long value) {
            assertThat(Json.of(text).asLong()).hasValue(value);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.0",
                    "1e3",
                    "0.5",
                    "9223372036854775808",
                    "-9223372036854775809",
                    "100000000000000000000",
                    "\"1\"",
                    "true",
                    "[1]"
                })
        void otherNumbersAreNot(String text) {
            assertThat(Json.of(text).asLong()).isEmpty();
        }

        @Test
        void eachReaderTakesItsOwnKindOnly() {
            assertThat(Json.of("true").asBoolean()).contains(true);
            assertThat(Json.of("false").asBoolean()).contains(false);
            assertThat(Json.of("\"true\"").asBoolean()).isEmpty();
            assertThat(Json.of("null").asBoolean()).isEmpty();
            assertThat(Json.of("1").asString()).isEmpty();
        }
    }

    /** The checker counts what is open in the same way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "[]",
                "[[],[[1]],{}]",
                "{\"a\":{\"b\":[{}]}}",
                "[\"[[[[\",{\"{{\":1}]",
                "[\"\\\"[[\",\"\\\\\",[[]]]"
            })
    void isAsDeepAsTheLeastDepthThatItPassesWith(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int depth = 0; depth < 6; depth++) {
            boolean passes = RawJson.check(bytes, 0, bytes.length, depth) instanceof RawJson.Valid;
            assertThat(Json.of(text).isDeeperThan(depth)).isEqualTo(!passes);
        }
    }

    @Nested
    class AsText {

        @Test
        void equalTextIsEqualWhereverItLies() {
            RawJson one = Json.of("[1,10,\"1\"]").elements().get(0);

            assertThat(one).isEqualTo(Json.of(" 1 ")).hasSameHashCodeAs(Json.of("1"));
            assertThat(one)
                    .isNotEqualTo(Json.of("10"))
                    .isNotEqualTo(Json.of("1.0"))
                    .isNotEqualTo(Json.of("\"1\""));
            assertThat(one.equals((Object) "1")).isFalse();
        }

        @Test
        void copiesHoldNothingElse() {
            RawJson name = Json.of("[\"é\",1]").elements().get(0);
            byte[] target = new byte[6];
            Arrays.fill(target, (byte) '.');

            assertThat(name.length()).isEqualTo(4);
            assertThat(name.toBytes()).asString().isEqualTo("\"é\"");
            assertThat(name.copyTo(target, 1)).isEqualTo(5);
            assertThat(target).asString().isEqualTo(".\"é\".");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|[7]", "[ ]|[7]", "[1]|[1,7]", "[ 1 , [] \t]|[ 1 , [],7]", "[[]]|[[],7]", "[\"]\"]|[\"]\",7]"})
    void getsOneMoreElement(String array, String longer) {
        byte[] bytes = ("  " + array + " ").getBytes(StandardCharsets.UTF_8);
        RawJson value = ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 3)).value();
        byte[] seven = {'7'};
        RawJson last = ((RawJson.Valid) RawJson.check(seven, 0, 1, 1)).value();
        assertThat(value.with(last)).hasToString(longer);
        assertThat(value).hasToString(array);
    }
}
