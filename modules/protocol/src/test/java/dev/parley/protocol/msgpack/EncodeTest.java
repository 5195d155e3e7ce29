package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket.Event;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What notepack.io never writes, or writes in the same way too often to be listed. */
class EncodeTest {

    @Nested
    class Numbers {

        @ParameterizedTest
        @CsvSource({
            "-0, 00",
            "1.0, cb3ff0000000000000",
            "1e0, cb3ff0000000000000",
            "-0.0, cb8000000000000000",
            "9223372036854775807, cf7fffffffffffffff",
            "9223372036854775808, cf8000000000000000",
            "18446744073709551615, cfffffffffffffffff",
            "18446744073709551616, cb43f0000000000000",
            "-9223372036854775808, d38000000000000000",
            "-9223372036854775809, cbc3e0000000000000",
            "100000000000000000000000, cb44b52d02c7e14af6",
            "1e999, cb7ff0000000000000"
        })
        void takeTheSmallestFormThatHoldsThem(String json, String hex) {
            assertThat(Messages.hex(encoded("[" + json + "]"))).endsWith("91" + hex);
        }
    }

    @Nested
    class Lengths {

        @ParameterizedTest
        @CsvSource({
            "31, bf, c41f, dc001f, de001f",
            "32, d920, c420, dc0020, de0020",
            "255, d9ff, c4ff, dc00ff, de00ff",
            "256, da0100, c50100, dc0100, de0100",
            "65535, daffff, c5ffff, dcffff, deffff",
            "65536, db00010000, c600010000, dd00010000, df00010000"
        })
        void areWrittenInTheFewestBytes(int length, String text, String bytes, String array, String map) {
            String ones = "1,".repeat(length - 1) + 1;

            assertThat(head(encoded("[\"" + "a".repeat(length) + "\"]"))).startsWith(text);
            assertThat(head(encoded("[{\"_placeholder\":true,\"num\":0}]", new byte[length])))
                    .startsWith(bytes);
            assertThat(head(encoded("[[" + ones + "]]"))).startsWith(array);
            assertThat(head(encoded("[{" + ones.replace("1", "\"\":1") + "}]"))).startsWith(map);
        }

        private static String head(byte[] message) {
            return Messages.hex(message)
                    .substring(
                            Messages.hex(encoded("[]")).length(),
                            Messages.hex(encoded("[]")).length() + 12);
        }
    }

    @Nested
    class Attachments {

        private static final String ZERO = "{\"_placeholder\":true,\"num\":0}";
        private static final String ONE = "{ \"num\" : 1 , \"_placeholder\" : true }";

        @Test
        void standWhereTheirPlaceholderStands() {
            assertThat(Messages.hex(
                            encoded("[[" + ONE + ",[]],{\"a\":" + ZERO + "},{}]", new byte[] {5}, new byte[] {6})))
                    .endsWith("93 92c4010690 81a161c40105 80".replace(" ", ""));
        }

        @Test
        void coverWhatElseIsInTheirPlaceholder() {
            String rich = "{\"_placeholder\":true,\"num\":0,\"x\":[{},[" + ZERO + "]]}";

            assertThat(Messages.hex(encoded("[" + rich + ",[7]]", new byte[] {5})))
                    .endsWith("92c401059107");
        }

        @Test
        void withoutOneOfThemAPlaceholderIsAMap() {
            assertThat(Messages.hex(encoded("[" + ONE + "]", new byte[] {5})))
                    .endsWith("9182a36e756d01ac5f706c616365686f6c646572c3");
        }

        @Test
        void thatNothingRefersToAreLeftOut() {
            assertThat(encoded("[1]", new byte[] {5})).isEqualTo(encoded("[1]"));
        }
    }

    private static byte[] encoded(String args, byte[]... attachments) {
        RawJson json = Json.of(args);
        return MsgpackCodec.encode(new Event("/", null, json, List.of(attachments)));
    }
}
