package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EnginePacket.Binary;
import dev.parley.protocol.engine.EnginePacket.Message;
import dev.parley.protocol.engine.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Engine3FrameTest {

    @Nested
    class TextFrames {

        @ParameterizedTest
        @CsvSource({
            "1, Close[]",
            "2, Ping[probe=false]",
            "2probe, Ping[probe=true]",
            "3, Pong[probe=false]",
            "3probe, Pong[probe=true]",
            "4, 'message '",
            "4hello, message hello",
            "4€😀, message €😀",
            "5, Upgrade[]",
            "6, Noop[]",
            "'0{\"sid\":\"x\"}', 'Open[handshake={\"sid\":\"x\"}]'"
        })
        void areAsInRevision4(String text, String packet) {
            assertThat(decodedText(text)).isEqualTo(packet);
        }

        @ParameterizedTest
        @CsvSource({"b4AQIDBA==, 01020304", "b4, ''", "b44A==, e0", "b44444, e38e38", "b4+/8=, fbff"})
        void areBinaryWithTheTypeInFrontOfTheBase64(String text, String data) {
            assertThat(decodedText(text)).isEqualTo("binary " + data);
        }

        @Test
        void mayHaveLineBreaksInTheirBase64() {
            assertThat(decodedText("b4AQ\nID\n")).isEqualTo("binary 010203");
        }

        @ParameterizedTest
        @ValueSource(strings = {"b", "bAQIDBA==", "b0AQID", "b2", "b6", "b\u0004AQID", "bb4"})
        void areNoBinaryOfAnotherType(String text) {
            assertThat(decodedText(text)).isEqualTo("fault: binary is not a message");
        }

        @ParameterizedTest
        @ValueSource(strings = {"b4A", "b4AQ", "b4AQI!", "b4-_8=", "b4é=="})
        void areNoBinaryWithBadBase64(String text) {
            assertThat(decodedText(text)).isEqualTo("fault: bad Base64");
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "9", "B4", "/", " 4", "\u0004", "é"})
        void haveAKnownType(String text) {
            assertThat(decodedText(text)).isEqualTo("fault: unknown packet type");
        }

        @Test
        void areNotEmpty() {
            assertThat(decodedText("")).isEqualTo("fault: empty packet");
        }

        @Test
        void shareTheirBytesWithAMessage() {
            byte[] bytes = utf8("xx4hello");
            var message = (Message) ((Packet) Engine3Codec.decodeText(bytes, 2, 7)).packet();

            assertThat(message).isEqualTo(new Message(bytes, 3, 7));
        }
    }

    @Nested
    class BinaryFrames {

        @ParameterizedTest
        @CsvSource({"0401020304, 01020304", "04, ''", "0404, 04", "04ff00, ff00"})
        void areMessagesBehindTheirType(String frame, String data) {
            assertThat(decodedBinary(frame)).isEqualTo("binary " + data);
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "0201", "03", "0501", "06", "3401020304", "ff", "84"})
        void areNothingButMessages(String frame) {
            assertThat(decodedBinary(frame)).isEqualTo("fault: binary is not a message");
        }

        @Test
        void areNotEmpty() {
            assertThat(decodedBinary("")).isEqualTo("fault: empty packet");
        }

        @Test
        void doNotShareTheirBytes() {
            byte[] frame = {4, 1};
            var binary = (Binary) ((Packet) Engine3Codec.decodeBinary(frame)).packet();
            frame[1] = 2;

            assertThat(binary.data()).containsExactly(1);
        }
    }

    private static String decodedText(String text) {
        byte[] bytes = utf8(text);
        byte[] framed = Arrays.copyOf(bytes, bytes.length + 1); // the byte behind the range must not count
        framed[bytes.length] = '=';
        return Shown.decoded(Engine3Codec.decodeText(framed, 0, bytes.length));
    }

    private static String decodedBinary(String hex) {
        return Shown.decoded(Engine3Codec.decodeBinary(HexFormat.of().parseHex(hex)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
