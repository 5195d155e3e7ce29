package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {

    @Nested
    class Forms {

        @ParameterizedTest
        @CsvSource({
            "d=6%3A4hello, 6:4hello",
            "d=6:4hello, 6:4hello",
            "d=a+b%2Bc%26d%3De%25, a b+c&d=e%",
            "d=a=b==, a=b==",
            "d=%C3%A9%E2%82%AC%f0%9f%98%80, é€😀",
            "d=é€, é€",
            "x=1&d=2&y, 2",
            "&&d=2&, 2",
            "dd=1&d=2, 2",
            "d=, ''"
        })
        void areUrlEncoded(String form, String payload) {
            assertThat(decoded(form)).contains(payload);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&", "=", "d", "D=1", "e=1", "dd=1", "d=1&d=2", "d=%zz&d=2", "%64=1"})
        void haveOneFieldD(String form) {
            assertThat(decoded(form)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"d=%", "d=%4", "d=a%4&x=1", "d=%4g", "d=%-1", "d=% 1", "d=%u0041", "d=%%41"})
        void haveNoBrokenEscapes(String form) {
            assertThat(decoded(form)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"d=%ff", "d=%c3", "d=%ed%a0%80", "d=%c0%af", "d=a%e2%82&x=%ac"})
        void areUtf8(String form) {
            assertThat(decoded(form)).isEmpty();
        }

        @Test
        void areUtf8AlsoWhereNothingIsEscaped() {
            assertThat(Jsonp.decodeForm(new byte[] {'d', '=', (byte) 0xc3})).isEmpty();
        }
    }

    /** Here {@code /} stands for a backslash and {@code _} for a newline; each form was made as the stock client makes it. */
    @Nested
    class Newlines {

        @ParameterizedTest
        @CsvSource({
            "a%5Cnb, a_b",
            "a%5C%5Cnb, a/nb",
            "a%5C%5C%5Cnb, a//nb",
            "a%5C%5C%5C%5Cnb, a///nb",
            "%5C, /",
            "%5C%5C, //",
            "n, n",
            "%5Cn%5Cn, __",
            "%5C%5Cn%5C%5Cn, /n/n",
            "%5C%5C%5Cn%5C%5Cn, //n/n",
            "%5Cn%5C%5Cn, _/n",
            "%5Cnn, _n",
            "%5C%22n, '/\"n'",
            "%5C%5Ct, //t"
        })
        void areRestored(String value, String payload) {
            assertThat(decoded("d=" + value))
                    .contains(payload.replace('/', '\\').replace('_', '\n'));
        }

        @Test
        void ofJsonComeBackAsTheyWere() {
            byte[] form = "d=10%3A42%5B%22a%5C%5Cnb%22%5D".getBytes(StandardCharsets.US_ASCII);
            byte[] payload = Jsonp.decodeForm(form).orElseThrow();

            assertThat(payload).asString().isEqualTo("10:42[\"a\\nb\"]");
            assertThat(Engine3Codec.decodeTextPayload(payload).fault()).isNull();
        }
    }

    @Nested
    class Scripts {

        @Test
        void callTheClientBack() {
            assertThat(script("4", "6:4hello")).isEqualTo("___eio[4](\"6:4hello\");");
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "12, 12", "'1);alert(1', 11", "-1, 1", "abc, ''", "'', ''", "１2, 2"})
        void useOnlyTheDigitsOfTheIndex(String index, String digits) {
            assertThat(script(index, "1:6")).isEqualTo("___eio[" + digits + "](\"1:6\");");
        }

        @Test
        void quoteThePayload() {
            assertThat(script("0", "17:42[\"a\\nb\",\"é😀\"]"))
                    .isEqualTo("___eio[0](\"17:42[\\\"a\\\\nb\\\",\\\"é😀\\\"]\");");
            assertThat(script("0", "\n\r\t\u0000\u001f")).isEqualTo("___eio[0](\"\\n\\r\\t\\u0000\\u001f\");");
        }

        @Test
        void haveNoLineSeparators() {
            assertThat(script("0", "a\u2028b\u2029c")).isEqualTo("___eio[0](\"a\\u2028b\\u2029c\");");
        }

        @Test
        void haveNothingThatOpensATag() {
            assertThat(script("0", "4<script>")).isEqualTo("___eio[0](\"4\\u003cscript>\");");
        }
    }

    private static Optional<String> decoded(String form) {
        return Jsonp.decodeForm(form.getBytes(StandardCharsets.UTF_8))
                .map(payload -> new String(payload, StandardCharsets.UTF_8));
    }

    private static String script(String index, String payload) {
        byte[] script = Jsonp.encode(index, payload.getBytes(StandardCharsets.UTF_8));
        return new String(script, StandardCharsets.UTF_8);
    }
}
