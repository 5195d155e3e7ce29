package dev.parley.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EnginePacket.Message;
import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTextTest {

    static Stream<Arguments> vectors() {
        return Stream.of(
                arguments("0{\"sid\":\"x\"}", new EnginePacket.Open(Json.of("{\"sid\":\"x\"}"))),
                arguments("1", new EnginePacket.Close()),
                arguments("2", new EnginePacket.Ping(false)),
                arguments("2probe", new EnginePacket.Ping(true)),
                arguments("3", new EnginePacket.Pong(false)),
                arguments("3probe", new EnginePacket.Pong(true)),
                arguments("4hello", Message.of(utf8("hello"))),
                arguments("4", Message.of(new byte[0])),
                arguments("4€😀\u2028", Message.of(utf8("€😀\u2028"))),
                arguments("5", new EnginePacket.Upgrade()),
                arguments("6", new EnginePacket.Noop()),
                arguments("bAQIDBA==", new EnginePacket.Binary(new byte[] {1, 2, 3, 4})),
                arguments("bAQID", new EnginePacket.Binary(new byte[] {1, 2, 3})),
                arguments("b+/8=", new EnginePacket.Binary(new byte[] {(byte) 0xfb, (byte) 0xff})),
                arguments("b", new EnginePacket.Binary(new byte[0])));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void textDecodesToItsPacket(String text, EnginePacket packet) {
        assertThat(decoded(text)).isEqualTo(Shown.packet(packet));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPacketEncodesToItsText(String text, EnginePacket packet) {
        assertThat(EngineCodec.encodeText(packet))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Nested
    class Messages {

        @Test
        void areSlicesOfTheBytesTheyCameIn() {
            byte[] bytes = utf8("xx4hello");
            var packet = (Message) ((Packet) EngineCodec.decodeText(bytes, 2, 7)).packet();

            assertThat(packet.bytes()).isSameAs(bytes);
            assertThat(packet.from()).isEqualTo(3);
            assertThat(packet.end()).isEqualTo(7);
        }

        @Test
        void areEncodedFromTheirSliceOnly() {
            assertThat(EngineCodec.encodeText(new Message(utf8("xxhelloyy"), 2, 7)))
                    .asString()
                    .isEqualTo("4hello");
        }

        @Test
        void mustBeWellFormedUtf8() {
            byte[] surrogate = {'4', 'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80};
            byte[] cutOff = {'4', (byte) 0xe2, (byte) 0x82, (byte) 0xac};

            assertThat(EngineCodec.decodeText(surrogate, 0, 5))
                    .isEqualTo(new EngineCodec.Fault("message is not UTF-8"));
            assertThat(EngineCodec.decodeText(cutOff, 0, 3)).isEqualTo(new EngineCodec.Fault("message is not UTF-8"));
            assertThat(Shown.decoded(EngineCodec.decodeText(cutOff, 0, 4))).isEqualTo("message €");
        }
    }

    @Nested
    class DataWithoutMeaning {

        @ParameterizedTest
        @ValueSource(strings = {"0", "0 ", "0x", "0{\"sid\":", "0[[[[[[[[[]]]]]]]]]"})
        void anUnreadableHandshakeIsNull(String text) {
            assertThat(EngineCodec.decodeText(utf8(text), 0, text.length()))
                    .isEqualTo(new Packet(new EnginePacket.Open(RawJson.NULL)));
        }

        @Test
        void isPassedOver() {
            assertThat(decoded("1x")).isEqualTo(decoded("1"));
            assertThat(decoded("2prob")).isEqualTo(decoded("2"));
            assertThat(decoded("2probe ")).isEqualTo(decoded("2"));
            assertThat(decoded("3probes")).isEqualTo(decoded("3"));
            assertThat(decoded("5probe")).isEqualTo(decoded("5"));
            assertThat(decoded("6{}")).isEqualTo(decoded("6"));
        }
    }

    @Nested
    class Base64 {

        @Test
        void mayHaveTheLineBreaksOfTheStockJavaClient() {
            // engine.io-client 2.1.0 for Java writes 76 characters a line and a line break at the end.
            String zeros = "b" + "A".repeat(76) + "\n" + "A".repeat(58) + "==\n";

            assertThat(decoded(zeros)).isEqualTo(Shown.packet(new EnginePacket.Binary(new byte[100])));
            assertThat(decoded("bAQ\r\nID\n")).isEqualTo("binary 010203");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"bA", "bAQ", "bAQI", "bAQIDBA", "bAQIDBA=", "bAQIDBA===", "b=", "b====", "bAQ==AQ==", "bA=Q="
                })
        void mustBePadded(String text) {
            assertThat(decoded(text)).isEqualTo("fault: bad Base64");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bAQI!", "b-_8=", "bAQ I", "bAQIDé===", "bAQI\u0000"})
        void mustBeOfTheStandardAlphabet(String text) {
            assertThat(decoded(text)).isEqualTo("fault: bad Base64");
        }
    }

    @Nested
    class NoPacket {

        @Test
        void emptyText() {
            assertThat(decoded("")).isEqualTo("fault: empty packet");
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "9", "a", "B", "/", " 4", "é", "\u0000", "-1", "{}"})
        void unknownType(String text) {
            assertThat(decoded(text)).isEqualTo("fault: unknown packet type");
        }
    }

    private static String decoded(String text) {
        byte[] bytes = utf8(text);
        byte[] framed = Arrays.copyOfRange(bytes, 0, bytes.length + 1); // the byte behind the range must not count
        framed[bytes.length] = '=';
        return Shown.decoded(EngineCodec.decodeText(framed, 0, bytes.length));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
