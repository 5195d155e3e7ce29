package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameScannerTest {

    private static final List<String> SOME =
            List.of("42[\"m\",1]", "", "2", "4" + "x".repeat(200), "y".repeat(70_000), "3");

    private final FrameScanner scanner = new FrameScanner();
    private final List<String> heads = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();

    private final FrameScanner.Listener listener = (opcode, bytes, at, there, length) -> {
        byte[] copy = new byte[there];
        bytes.get(at, copy);
        heads.add(new String(copy, StandardCharsets.UTF_8));
        lengths.add(length);
    };

    @Test
    void framesOfAllLengthsAreTold() {
        scanner.scan(ByteBuffer.wrap(frames(SOME)), listener);
        assertThat(lengths).containsExactlyElementsOf(lengthsOf(SOME));
        assertThat(heads).containsExactlyElementsOf(SOME);
    }

    @Test
    void whateverIsReadAtATimeTheSameFramesAreTold() {
        byte[] all = frames(SOME);
        for (int piece : new int[] {1, 2, 3, 7, 129, 1_000, 65_536}) {
            lengths.clear();
            heads.clear();
            readInPieces(all, piece);
            assertThat(lengths).as("pieces of " + piece).containsExactlyElementsOf(lengthsOf(SOME));
            for (int i = 0; i < SOME.size(); i++) {
                assertThat(SOME.get(i)).startsWith(heads.get(i));
                assertThat(heads.get(i).length())
                        .isGreaterThanOrEqualTo(
                                Math.min(FrameScanner.HEAD, SOME.get(i).length()));
            }
        }
    }

    /** As a link does it: what is not taken comes first in the next piece. */
    private void readInPieces(byte[] all, int piece) {
        ByteBuffer buffer = ByteBuffer.allocate(all.length);
        int from = 0;
        while (from < all.length) {
            int now = Math.min(piece, all.length - from);
            buffer.put(all, from, now).flip();
            scanner.scan(buffer, listener);
            buffer.compact();
            from += now;
        }
        assertThat(buffer.position()).as("left over").isZero();
    }

    @Test
    void aMaskedFrameOfAServerIsAFault() {
        assertThatThrownBy(() -> scanner.scan(ClientFrames.text("2"), listener)).hasMessageContaining("masks");
    }

    private static List<Long> lengthsOf(List<String> texts) {
        return texts.stream().map(each -> (long) each.length()).toList();
    }

    private static byte[] frames(List<String> texts) {
        var out = new ByteArrayOutputStream();
        for (String text : texts) {
            int length = text.length();
            out.write(0x81);
            if (length < 126) {
                out.write(length);
            } else if (length <= 0xffff) {
                out.write(126);
                out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
            } else {
                out.write(127);
                out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
            }
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
