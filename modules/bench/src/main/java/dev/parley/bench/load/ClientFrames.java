package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** WebSocket frames as clients send them. */
public final class ClientFrames {

    private static final int FINAL_TEXT = 0x81;
    private static final int MASK_BIT = 0x80;
    private static final int MEDIUM = 126;
    private static final int MOST = 0xffff;
    private static final int HEADER_ROOM = 8;
    private static final int BYTE = 8;
    private static final int INT = 32;
    // Always the same, so that a frame is encoded once; not zero, which servers may take a shorter way for.
    private static final int MASK = 0x5ad3_96c1;

    private ClientFrames() {}

    /** A whole text message of at most 65,535 bytes, ready to be written, any number of times as duplicates. */
    public static ByteBuffer text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length > MOST) throw new IllegalArgumentException("too long for this tool: " + payload.length);
        ByteBuffer frame = ByteBuffer.allocateDirect(HEADER_ROOM + payload.length);
        frame.put((byte) FINAL_TEXT);
        if (payload.length < MEDIUM) {
            frame.put((byte) (MASK_BIT | payload.length));
        } else {
            frame.put((byte) (MASK_BIT | MEDIUM)).putShort((short) payload.length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (INT - BYTE - BYTE * (i % Integer.BYTES)))));
        }
        return frame.flip();
    }
}
