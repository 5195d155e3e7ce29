package dev.parley.sockets.engine;

import java.util.Arrays;

/**
 * Joins the frames of one fragmented message, up to a number of bytes and of frames. Confined to its WebSocket's event
 * loop.
 *
 * <p>The frame limit is there because a message can also be cut into a million empty frames.
 */
final class FrameAssembler {

    private static final int MAX_FRAMES = 1_024;
    private static final byte[] NOTHING = new byte[0];

    private final int maxBytes;
    private byte[] message = NOTHING;
    private boolean text;
    private int frames;

    FrameAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A part of a message; where it is not the first, {@code text} says nothing. */
    record Frame(boolean first, boolean text, boolean last, byte[] data) {}

    /** A whole message, or the lack of one. */
    sealed interface Result {}

    record Complete(byte[] message, boolean text) implements Result {}

    record Incomplete() implements Result {}

    record TooLarge() implements Result {}

    Result add(Frame frame) {
        byte[] data = frame.data;
        if (frame.first) {
            text = frame.text;
            frames = 0;
            message = NOTHING;
        }
        if (++frames > MAX_FRAMES || (long) message.length + data.length > maxBytes) return new TooLarge();
        message = message.length == 0 ? data : join(message, data);
        if (!frame.last) return new Incomplete();
        var complete = new Complete(message, text);
        message = NOTHING;
        return complete;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
