package dev.parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the head of an HTTP answer where it lies. */
final class HttpAnswer {

    static final int SWITCHING = 101;

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_AT + 3;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int TO_LOWER = 0x20;
    private static final int DECIMAL = 10;

    private HttpAnswer() {}

    /** The index behind the empty line; -1 if that is not there yet. */
    static int headEnd(ByteBuffer bytes) {
        for (int i = bytes.position() + 3; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n'
                    && bytes.get(i - 1) == '\r'
                    && bytes.get(i - 2) == '\n'
                    && bytes.get(i - 3) == '\r') return i + 1;
        }
        return -1;
    }

    /** Of a head that is there as a whole. */
    static int status(ByteBuffer bytes) {
        int status = 0;
        for (int i = bytes.position() + STATUS_AT; i < bytes.position() + STATUS_END; i++)
            status = status * DECIMAL + Character.digit(bytes.get(i), DECIMAL);
        return status;
    }

    /** How long the body is, by the head that ends there; 0 if it does not say. */
    static int length(ByteBuffer bytes, int headEnd) {
        for (int i = bytes.position() + STATUS_END; i < headEnd - LENGTH.length; i++) {
            if (bytes.get(i) == '\n' && isLength(bytes, i + 1)) {
                int at = i + 1 + LENGTH.length;
                while (bytes.get(at) == ' ') at++;
                int length = 0;
                for (; Character.isDigit(bytes.get(at)); at++)
                    length = length * DECIMAL + Character.digit(bytes.get(at), DECIMAL);
                return length;
            }
        }
        return 0;
    }

    private static boolean isLength(ByteBuffer bytes, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            int b = bytes.get(at + i);
            if ((b >= 'A' && b <= 'Z' ? b | TO_LOWER : b) != LENGTH[i]) return false;
        }
        return true;
    }

    /** All that is there, for a message about it. */
    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8
                .decode(bytes.duplicate())
                .toString()
                .lines()
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }
}
