package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPayloadTest {

    /** Each was also decoded, or built, by the parser that the clients of Socket.IO 2 use. */
    static Stream<Arguments> vectors() {
        return Stream.of(
                arguments("6:4hello", List.of("message hello")),
                arguments("6:4hello2:4€", List.of("message hello", "message €")),
                arguments("2:4€10:b4AQIDBA==", List.of("message €", "binary 01020304")),
                arguments("15:42[\"hi\",\"é€😀\"]", List.of("message 2[\"hi\",\"é€😀\"]")),
                arguments("4:4\u2028😀2:4x", List.of("message \u2028😀", "message x")),
                arguments("1:31:3", List.of("Pong[probe=false]", "Pong[probe=false]")),
                arguments(
                        "1:26:2probe1:51:61:1",
                        List.of("Ping[probe=false]", "Ping[probe=true]", "Upgrade[]", "Noop[]", "Close[]")),
                arguments("6:b44A==2:b4", List.of("binary e0", "binary ")),
                arguments("4:42:24:4|:|", List.of("message 2:2", "message |:|")),
                arguments("006:4hello", List.of("message hello")),
                arguments("0:", List.of()),
                arguments("0:0:1:20:", List.of("Ping[probe=false]")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aBodyIsItsPacketsInOrder(String body, List<String> packets) {
        assertThat(decoded(body).fault()).isNull();
        assertThat(shown(decoded(body))).isEqualTo(packets);
    }

    @Test
    void messagesShareTheBody() {
        byte[] body = utf8("1:23:4é!");
        Payload payload = Engine3Codec.decodeTextPayload(body);

        assertThat(payload.packets())
                .containsExactly(new EnginePacket.Ping(false), new EnginePacket.Message(body, 6, 9));
    }

    @Nested
    class Faults {

        @ParameterizedTest
        @CsvSource({
            "'', empty body",
            ":4a, packet without a length",
            "1, length without an end",
            "a:2, length is not a number",
            "-1:2, length is not a number",
            "+1:2, length is not a number",
            "1.0:2, length is not a number",
            "1e0:2, length is not a number",
            "' 1:2', length is not a number",
            "0x1:2, length is not a number",
            "４:4abc, length is not a number",
            "1:, no character ends there",
            "2:2, no character ends there",
            "5:4€€, no character ends there",
            "9:2, length beyond the end",
            "99999999999999999999:4a, length beyond the end",
            "4294967298:4a, length beyond the end",
            "18446744073709551618:4a, length beyond the end",
            "1:7, unknown packet type",
            "1:b, binary is not a message",
            "5:b4AQ=, bad Base64"
        })
        void areNamed(String body, String why) {
            assertThat(decoded(body)).isEqualTo(new Payload(List.of(), new Fault(why)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"2", "22", "x", ":", "1:x", "9:4a", "-"})
        void comeBehindThePacketsInFrontOfThem(String tail) {
            Payload payload = decoded("2:4a0:1:2" + tail);

            assertThat(shown(payload)).containsExactly("message a", "Ping[probe=false]");
            assertThat(payload.fault()).isNotNull();
        }

        @Test
        void hideWhatIsBehindThem() {
            assertThat(shown(decoded("2:4a1:72:4b"))).containsExactly("message a");
        }

        @Test
        void includeALengthThatCutsASurrogatePair() {
            assertThat(decoded("2:4😀1:2")).isEqualTo(new Payload(List.of(), new Fault("no character ends there")));
            assertThat(shown(decoded("3:4😀1:2"))).containsExactly("message 😀", "Ping[probe=false]");
        }

        @Test
        void includeALengthInBytes() {
            assertThat(decoded("3:4é1:2").fault()).isNotNull();
            assertThat(decoded("3:4é").fault()).isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"edA080", "80", "c0af", "f8", "e282", "ff"})
        void includeMalformedUtf8(String hex) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            byte[] body = ByteBuffer.allocate(4 + bytes.length)
                    .put(utf8("3:4a"))
                    .put(bytes)
                    .array();
            body[0] = (byte) ('0' + 2 + Utf16.units(bytes, 0, bytes.length));

            assertThat(Engine3Codec.decodeTextPayload(body))
                    .isEqualTo(new Payload(List.of(), new Fault("message is not UTF-8")));
        }
    }

    @Nested
    class Bounds {

        @Test
        void aLengthHasAtMost310Digits() {
            assertThat(shown(decoded("0".repeat(309) + "1:2"))).containsExactly("Ping[probe=false]");
            assertThat(decoded("0".repeat(310) + "1:2").fault()).isEqualTo(new Fault("length has too many digits"));
        }

        @Test
        void theNumberOfPacketsIsCapped() {
            Payload full = decoded("1:2".repeat(EngineCodec.MAX_PACKETS));
            Payload over = decoded("1:2".repeat(EngineCodec.MAX_PACKETS + 1));

            assertThat(full.fault()).isNull();
            assertThat(full.packets()).hasSize(EngineCodec.MAX_PACKETS);
            assertThat(over.fault()).isEqualTo(new Fault("too many packets"));
            assertThat(over.packets()).hasSize(EngineCodec.MAX_PACKETS);
        }

        @Test
        void aMegabyteOfNothingHasNoPackets() {
            assertThat(decoded("0:".repeat(500_000))).isEqualTo(new Payload(List.of(), null));
        }

        @Test
        void aMegabyteOfTextIsOneMessage() {
            String text = "é€😀".repeat(250_000);
            Payload payload = decoded(1 + text.length() + ":4" + text + "1:2");

            assertThat(shown(payload)).containsExactly("message " + text, "Ping[probe=false]");
        }
    }

    private static Payload decoded(String body) {
        return Engine3Codec.decodeTextPayload(utf8(body));
    }

    private static List<String> shown(Payload payload) {
        return payload.packets().stream().map(Shown::packet).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
