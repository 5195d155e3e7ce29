package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonGrammarTest {

    @ParameterizedTest
    @MethodSource("goodValues")
    void everyKindOfValueIsTaken(String text) {
        assertThat(Json.of(text)).hasToString(text);
    }

    static Stream<String> goodValues() {
        return Stream.of("""
                null true false 0 -0 10 -1.5 0.0 1e5 1E+5 2.5e-10 "" "a" "\\u0000" "\\ud800" "\\/" "\u007f" "'"
                [] {} [[],{}] {"":""} {"a":1,"a":2} {"__proto__":{"x":1}} [[[[[]]]]]
                """.split("\\s+"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            0 | ~~
            2 | ~  ~
            3 | nul
            3 | nulL
            4 | truex
            0 | True
            0 | NaN
            1 | -Infinity
            0 | undefined
            1 | 01
            0 | +1
            0 | .5
            2 | 1.
            2 | 1.e5
            2 | 1e
            3 | 1e+
            1 | -
            1 | -a
            1 | 0x10
            2 | 1 2
            0 | '
            1 | "
            2 | "a
            2 | "\\
            2 | "\\x41"
            5 | "\\u12g4"
            5 | "\\u12"
            1 | [
            2 | [1
            3 | [1,
            3 | [1,]
            1 | [,1]
            3 | [1 2]
            2 | [1}
            0 | ]
            2 | []]
            1 | {
            1 | {a:1}
            1 | {1:2}
            4 | {"a"
            4 | {"a"}
            5 | {"a":}
            6 | {"a":1]
            7 | {"a":1,}
            7 | {"a":1 "b":2}
            0 | /**/1
            3 | [1]//x
            """)
    void aFaultIsNamedByItsOffset(int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(RawJson.check(bytes, 0, bytes.length, 100)).isEqualTo(new RawJson.Invalid(offset));
    }

    @Test
    void aControlCharacterInAStringIsAFault() {
        for (byte c = 0; c < 0x20; c++) {
            byte[] bytes = {'"', 'a', c, '"'};
            assertThat(RawJson.check(bytes, 0, 4, 1)).as("%02x", c).isEqualTo(new RawJson.Invalid(2));
        }
    }

    @Test
    void whiteSpaceAroundAValueIsCutOff() {
        assertThat(Json.of(" \t\r\n[ 1 , 2 ] \n")).hasToString("[ 1 , 2 ]");
        assertThat(Json.of("\n12 ")).hasToString("12");
    }

    @Test
    void otherSpacesAreNotWhiteSpace() {
        for (String space : new String[] {"\u00a0", "\u2028", "\f", "\u000b", "\u0000"}) {
            byte[] bytes = (space + "1").getBytes(StandardCharsets.UTF_8);
            assertThat(RawJson.check(bytes, 0, bytes.length, 1)).isEqualTo(new RawJson.Invalid(0));
        }
    }

    @Test
    void onlyTheRangeIsLookedAt() {
        byte[] bytes = "4[1]]".getBytes(StandardCharsets.UTF_8);

        assertThat(RawJson.check(bytes, 1, 4, 1)).isEqualTo(new RawJson.Valid(Json.of("[1]")));
        assertThat(RawJson.check(bytes, 1, 5, 1)).isEqualTo(new RawJson.Invalid(3));
        assertThat(RawJson.check(bytes, 1, 3, 1)).isEqualTo(new RawJson.Invalid(2));
    }

    @Nested
    class StricterThanJackson {

        @Test
        void aByteOrderMarkIsAFault() {
            byte[] bytes = "\ufeff1".getBytes(StandardCharsets.UTF_8);

            assertThat(RawJson.check(bytes, 0, bytes.length, 1)).isEqualTo(new RawJson.Invalid(0));
            assertThat(Jackson.takes(bytes)).isTrue();
        }

        @Test
        void malformedUtf8IsAFaultWhereItStops() {
            assertThat(check(string(0xc3, 0x28))).isEqualTo(new RawJson.Invalid(2)); // no continuation
            assertThat(check(string(0x80))).isEqualTo(new RawJson.Invalid(1)); // continuation alone
            assertThat(check(string(0xe2, 0x82))).isEqualTo(new RawJson.Invalid(3)); // cut off by the quote
            assertThat(check(string(0xc0, 0xaf))).isEqualTo(new RawJson.Invalid(1)); // overlong
            assertThat(check(string(0xed, 0xa0, 0x80))).isEqualTo(new RawJson.Invalid(2)); // surrogate
            assertThat(check(string(0xf4, 0x90, 0x80, 0x80))).isEqualTo(new RawJson.Invalid(2)); // above U+10FFFF

            assertThat(Jackson.takes(string(0xc0, 0xaf))).isTrue();
            assertThat(Jackson.takes(string(0xed, 0xa0, 0x80))).isTrue();
        }

        private static RawJson.Checked check(byte[] bytes) {
            return RawJson.check(bytes, 0, bytes.length, 1);
        }

        private static byte[] string(int... content) {
            byte[] bytes = new byte[content.length + 2];
            bytes[0] = '"';
            for (int i = 0; i < content.length; i++) bytes[i + 1] = (byte) content[i];
            bytes[bytes.length - 1] = '"';
            return bytes;
        }
    }

    @Nested
    class Depth {

        @Test
        void countsArraysAndObjectsThatAreOpenAtOnce() {
            byte[] two = "[{},[],{\"a\":1}]".getBytes(StandardCharsets.UTF_8);

            assertThat(RawJson.check(two, 0, two.length, 2)).isInstanceOf(RawJson.Valid.class);
            assertThat(RawJson.check(two, 0, two.length, 1)).isEqualTo(new RawJson.Invalid(1));
        }

        @Test
        void ofZeroOrLessLeavesOnlyScalars() {
            assertThat(RawJson.check(new byte[] {'1'}, 0, 1, 0)).isInstanceOf(RawJson.Valid.class);
            assertThat(RawJson.check("[]".getBytes(StandardCharsets.UTF_8), 0, 2, 0))
                    .isEqualTo(new RawJson.Invalid(0));
            assertThat(RawJson.check("{}".getBytes(StandardCharsets.UTF_8), 0, 2, -1))
                    .isEqualTo(new RawJson.Invalid(0));
        }

        @Test
        void aMillionBracketsAreAFaultAtTheLimit() {
            byte[] brackets = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
            assertThat(RawJson.check(brackets, 0, brackets.length, 100)).isEqualTo(new RawJson.Invalid(100));
        }
    }
}
