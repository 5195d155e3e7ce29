package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Engine3BodyTest {

    private final Engine3Body body = new Engine3Body();

    @Nested
    class WithoutPackets {

        @Test
        void isAPacketOfLengthZeroAsText() {
            assertThat(body.toText()).asString().isEqualTo("0:");
        }

        @Test
        void isEmptyAsBinary() {
            assertThat(body.toBinary()).isEmpty();
        }

        @Test
        void hasNoBinary() {
            assertThat(body.hasBinary()).isFalse();
        }
    }

    @Nested
    class OfText {

        @Test
        void countsUtf16CodeUnits() {
            text("42[\"hi\",\"é€😀\"]");

            assertThat(asText()).isEqualTo("15:42[\"hi\",\"é€😀\"]");
        }

        @Test
        void hasNothingBetweenPackets() {
            text("6");
            text("4hello");
            text("4€");

            assertThat(asText()).isEqualTo("1:66:4hello2:4€");
            assertThat(body.hasBinary()).isFalse();
        }

        @Test
        void countsBytesAsBinary() {
            text("42[\"hi\",\"é€😀\"]");

            assertThat(asBinary()).isEqualTo("000200ff34325b226869222c22c3a9e282acf09f9880225d");
        }

        @Test
        void takesOnlyTheRange() {
            body.text("xx4é!yy".getBytes(StandardCharsets.UTF_8), 2, 6);

            assertThat(asText()).isEqualTo("3:4é!");
            assertThat(asBinary()).isEqualTo("0004ff34c3a921");
        }
    }

    @Nested
    class WithBinary {

        @Test
        void isBase64AsText() {
            text("4€");
            binary(1, 2, 3, 4);

            assertThat(body.hasBinary()).isTrue();
            assertThat(asText()).isEqualTo("2:4€10:b4AQIDBA==");
        }

        @Test
        void isRawAsBinary() {
            text("4hello");
            binary(1, 2, 3, 4);

            assertThat(asBinary()).isEqualTo("0006ff3468656c6c6f0105ff0401020304");
        }

        @Test
        void keepsTheOrder() {
            binary(0xe0);
            text("2");
            binary();

            assertThat(asText()).isEqualTo("6:b44A==1:22:b4");
            assertThat(asBinary()).isEqualTo("0102ff04e00001ff320101ff04");
        }

        @Test
        void hasLengthsOfManyDigits() {
            body.binary(new byte[100], 0, 100);

            assertThat(asBinary()).isEqualTo("01010001ff04" + "00".repeat(100));
            assertThat(asText()).isEqualTo("138:b4" + "A".repeat(134) + "==");
        }

        @Test
        void takesOnlyTheRange() {
            body.binary(new byte[] {9, 1, 2, 3, 9, 9}, 1, 4);

            assertThat(asText()).isEqualTo("6:b4AQID");
            assertThat(asBinary()).isEqualTo("0104ff04010203");
        }
    }

    private void text(String packet) {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        body.text(bytes, 0, bytes.length);
    }

    private void binary(int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) bytes[i] = (byte) data[i];
        body.binary(bytes, 0, bytes.length);
    }

    private String asText() {
        return new String(body.toText(), StandardCharsets.UTF_8);
    }

    private String asBinary() {
        return HexFormat.of().formatHex(body.toBinary());
    }
}
