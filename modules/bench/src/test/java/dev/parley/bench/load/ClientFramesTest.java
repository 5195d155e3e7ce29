package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClientFramesTest {

    @Test
    void aServerReadsWhatWasMeant() {
        for (String text : new String[] {"2", "42[\"grüße\"]", "x".repeat(125), "x".repeat(126), "y".repeat(65_535)}) {
            assertThat(unmasked(ClientFrames.text(text))).isEqualTo(text);
        }
    }

    @Test
    void whatIsTooLongForItIsRefused() {
        assertThatThrownBy(() -> ClientFrames.text("x".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String unmasked(ByteBuffer frame) {
        assertThat(frame.get()).isEqualTo((byte) 0x81);
        int second = frame.get();
        assertThat(second & 0x80).as("the bit that says it is masked").isEqualTo(0x80);
        int length = second & 0x7f;
        if (length == 126) length = frame.getShort() & 0xffff;
        byte[] mask = new byte[4];
        frame.get(mask);
        byte[] payload = new byte[length];
        frame.get(payload);
        for (int i = 0; i < length; i++) payload[i] ^= mask[i % 4];
        assertThat(frame.hasRemaining()).isFalse();
        return new String(payload, StandardCharsets.UTF_8);
    }
}
