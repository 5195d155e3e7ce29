package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine.Shown;
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

class BinaryPayloadTest {

    /** Each was also built by the parser that the clients of Socket.IO 2 use. */
    static Stream<Arguments> vectors() {
        return Stream.of(
                arguments("0006ff 3468656c6c6f 0105ff 0401020304", List.of("message hello", "binary 01020304")),
                arguments("0004ff 34e282ac 0105ff 0401020304", List.of("message €", "binary 01020304")),
                arguments("0102ff 04e0", List.of("binary e0")),
                arguments("0101ff 04", List.of("binary ")),
                arguments("01010001ff 04" + "00".repeat(100), List.of("binary " + "00".repeat(100))),
                arguments("0008ff 34e280a8f09f9880 0002ff 3478", List.of("message \u2028😀", "message x")),
                arguments("000200ff 34325b226869222c22c3a9e282acf09f9880225d", List.of("message 2[\"hi\",\"é€😀\"]")),
                arguments("0001ff32 0006ff3270726f6265", List.of("Ping[probe=false]", "Ping[probe=true]")),
                arguments("0001ff33 0001ff35 0001ff36", List.of("Pong[probe=false]", "Upgrade[]", "Noop[]")),
                arguments("0006ff 623441513d3d", List.of("binary 01")),
                arguments("0102ff 04ff 0001ff32", List.of("binary ff", "Ping[probe=false]")),
                arguments("00000001ff 32", List.of("Ping[probe=false]")),
                arguments("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aBodyIsItsPacketsInOrder(String hex, List<String> packets) {
        assertThat(decoded(hex).fault()).isNull();
        assertThat(shown(decoded(hex))).isEqualTo(packets);
    }

    @Test
    void messagesShareTheBodyAndBinaryDoesNot() {
        byte[] body = bytes("0002ff 3461 0102ff 0407");
        Payload payload = Engine3Codec.decodeBinaryPayload(body);
        body[9] = 8;

        assertThat(payload.packets()).first().isEqualTo(new EnginePacket.Message(body, 4, 5));
        assertThat(shown(payload)).containsExactly("message a", "binary 07");
    }

    @Nested
    class Faults {

        @ParameterizedTest
        @CsvSource({
            "02 01ff 32, neither text nor binary",
            "30 01ff 32, neither text nor binary",
            "ff, neither text nor binary",
            "00, length without an end",
            "01, length without an end",
            "0001, length without an end",
            "010001, length without an end",
            "00ff 32, packet without a length",
            "000aff 32, length is not a number",
            "0031ff 32, length is not a number",
            "00feff 32, length is not a number",
            "0000ff, empty packet",
            "0100ff, empty packet",
            "0002ff 32, length beyond the end",
            "0009ff 32, length beyond the end",
            "0105ff 040102, length beyond the end",
            "0004020904090607020908ff 04, length beyond the end",
            "0109090909090909090909090909090909090909ff 04, length beyond the end",
            "0001ff 37, unknown packet type",
            "0101ff 34, binary is not a message",
            "0101ff 02, binary is not a message",
            "0002ff 34c3, message is not UTF-8",
            "0003ff 34e282 0001ff 32, message is not UTF-8"
        })
        void areNamed(String hex, String why) {
            assertThat(decoded(hex)).isEqualTo(new Payload(List.of(), new Fault(why)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "05", "0001ff", "0101ff02", "0000ff", "ffffffff"})
        void comeBehindThePacketsInFrontOfThem(String tail) {
            Payload payload = decoded("0002ff 3461 0102ff 0407" + tail);

            assertThat(shown(payload)).containsExactly("message a", "binary 07");
            assertThat(payload.fault()).isNotNull();
        }
    }

    @Nested
    class Bounds {

        @Test
        void aLengthHasAtMost310Digits() {
            assertThat(shown(decoded("00" + "00".repeat(309) + "01ff 32"))).containsExactly("Ping[probe=false]");
            assertThat(decoded("00" + "00".repeat(310) + "01ff 32").fault())
                    .isEqualTo(new Fault("length has too many digits"));
        }

        @Test
        void theNumberOfPacketsIsCapped() {
            Payload full = decoded("0001ff32".repeat(EngineCodec.MAX_PACKETS));
            Payload over = decoded("0001ff32".repeat(EngineCodec.MAX_PACKETS + 1));

            assertThat(full.fault()).isNull();
            assertThat(full.packets()).hasSize(EngineCodec.MAX_PACKETS);
            assertThat(over.fault()).isEqualTo(new Fault("too many packets"));
            assertThat(over.packets()).hasSize(EngineCodec.MAX_PACKETS);
        }

        @Test
        void aMegabyteOfZerosIsOneFault() {
            assertThat(Engine3Codec.decodeBinaryPayload(new byte[1_000_000]))
                    .isEqualTo(new Payload(List.of(), new Fault("length has too many digits")));
        }
    }

    private static Payload decoded(String hex) {
        return Engine3Codec.decodeBinaryPayload(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static List<String> shown(Payload payload) {
        return payload.packets().stream().map(Shown::packet).toList();
    }
}
