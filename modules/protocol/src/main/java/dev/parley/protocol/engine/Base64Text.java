package dev.parley.protocol.engine;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Standard Base64 with padding, for binary messages where only text can go. Stateless. */
final class Base64Text {

    private Base64Text() {}

    /** Decodes a range. Line breaks in it are passed over: the stock Java client writes one after every 76 characters. */
    static Optional<byte[]> decode(byte[] text, int from, int end) {
        byte[] digits = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            if (text[i] != '\n' && text[i] != '\r') digits[length++] = text[i];
        }
        if (length % 4 != 0) return Optional.empty();
        try {
            return Optional.of(Base64.getDecoder().decode(Arrays.copyOf(digits, length)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The Base64 form of {@code data} behind one leading character. */
    static byte[] encode(char lead, byte[] data) {
        byte[] text = new byte[1 + (data.length + 2) / 3 * 4];
        int length = Base64.getEncoder().encode(data, text);
        System.arraycopy(text, 0, text, 1, length);
        text[0] = (byte) lead;
        return text;
    }
}
