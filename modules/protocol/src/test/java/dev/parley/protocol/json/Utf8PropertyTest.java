package dev.parley.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Well-formed is what the JDK's strict decoder takes. */
class Utf8PropertyTest {

    @Example
    void everyStartIsJudgedAsTheJdkDoes() {
        byte[] thirds = {0, 0x7f, (byte) 0x80, (byte) 0xbf, (byte) 0xc0};
        for (int lead = 0x80; lead <= 0xff; lead++) {
            for (int second = 0; second <= 0xff; second++) {
                for (byte third : thirds) {
                    byte[] sequence = {(byte) lead, (byte) second, third, (byte) 0x80};
                    for (int length = 1; length <= 4; length++) {
                        byte[] bytes = Arrays.copyOf(sequence, length);
                        assertThat(Utf8.valid(sequence, 0, length))
                                .as(() -> HexFormat.of().formatHex(bytes))
                                .isEqualTo(jdkDecodes(bytes));
                    }
                }
            }
        }
    }

    @Property
    void anyMixOfCriticalBytesIsJudgedAsTheJdkDoes(@ForAll("critical") byte[] bytes) {
        assertThat(Utf8.valid(bytes, 0, bytes.length)).isEqualTo(jdkDecodes(bytes));
    }

    @Property
    void everyTextIsWellFormed(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.valid(bytes, 0, bytes.length)).isTrue();
    }

    @Property
    void aRangeIsJudgedByItself(@ForAll("critical") byte[] bytes) {
        byte[] framed = new byte[bytes.length + 2];
        framed[0] = (byte) 0xff;
        System.arraycopy(bytes, 0, framed, 1, bytes.length);
        framed[framed.length - 1] = (byte) 0x80;

        assertThat(Utf8.valid(framed, 1, framed.length - 1)).isEqualTo(jdkDecodes(bytes));
    }

    private static boolean jdkDecodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    @Provide
    Arbitrary<byte[]> critical() {
        return Arbitraries.chars()
                .with(
                        "\u0000A\u007f\u0080\u008f\u0090\u009f\u00a0\u00bf\u00c0\u00c1\u00c2\u00df\u00e0\u00e1\u00ec\u00ed")
                .with("\u00ee\u00ef\u00f0\u00f1\u00f3\u00f4\u00f5\u00ff")
                .map(latin1 -> (byte) latin1.charValue())
                .array(byte[].class)
                .ofMaxSize(6);
    }
}
