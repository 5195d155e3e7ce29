package dev.parley.bench.load;

import java.nio.ByteBuffer;

/**
 * Finds the WebSocket frames of a server in what was read, without making an object of any. Owned by the loop of its link: it
 * knows how much of the frame under way is still to be passed over.
 */
public final class FrameScanner {

    /** Of each frame at least so much lies in one piece before its listener is told of it, or all of it. */
    public static final int HEAD = 128;

    private static final int SHORT_HEADER = 2;
    private static final int MEDIUM_HEADER = 4;
    private static final int LONG_HEADER = 10;
    private static final int MEDIUM = 126;
    private static final int LONG = 127;
    private static final int LENGTH_BITS = 0x7f;
    private static final int MASK_BIT = 0x80;
    private static final int OPCODE_BITS = 0x0f;
    private static final int UNSIGNED_SHORT = 0xffff;

    private long skip;

    /** Hears of each frame, on the thread that scans. */
    public interface Listener {

        /**
         * A frame has begun; it need not be there as a whole.
         *
         * @param bytes where to look, by index
         * @param at where its payload begins
         * @param there how much of that can be looked at: all, or {@link #HEAD} bytes at least
         * @param length how long the payload is
         */
        void frame(int opcode, ByteBuffer bytes, int at, int there, long length);
    }

    /** Takes all from the buffer but what is too little of a frame to tell of; that has to stand before what comes next. */
    public void scan(ByteBuffer bytes, Listener listener) {
        while (pass(bytes)) {
            int start = bytes.position();
            int available = bytes.remaining();
            if (available < SHORT_HEADER) return;
            int second = bytes.get(start + 1);
            if ((second & MASK_BIT) != 0) throw new IllegalStateException("a server masks its frames");
            int size = second & LENGTH_BITS;
            int header = size < MEDIUM ? SHORT_HEADER : size == MEDIUM ? MEDIUM_HEADER : LONG_HEADER;
            if (available < header) return;
            long length = size < MEDIUM
                    ? size
                    : size < LONG
                            ? bytes.getShort(start + SHORT_HEADER) & UNSIGNED_SHORT
                            : bytes.getLong(start + SHORT_HEADER);
            if (available - header < Math.min(length, HEAD)) return;
            int there = (int) Math.min(length, available - header);
            listener.frame(bytes.get(start) & OPCODE_BITS, bytes, start + header, there, length);
            bytes.position(start + header);
            skip = length;
        }
    }

    /** Whether the payload under way has ended, so that a header is next. */
    private boolean pass(ByteBuffer bytes) {
        int now = (int) Math.min(skip, bytes.remaining());
        bytes.position(bytes.position() + now);
        skip -= now;
        return skip == 0;
    }
}
