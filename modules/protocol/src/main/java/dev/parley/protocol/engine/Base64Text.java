package dev.parley.protocol.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Standard Base64 with padding, for binary messages where only text can go. Stateless. */
public final class Base64Text {

    private Base64Text() {}

    /**
     * Decodes a range, or gives nothing if it is not Base64.
     *
     * <p>Line breaks in it are passed over: the stock Java client writes one after every 76 characters.
     */
    public static Optional<byte[]> decode(byte[] text, int from, int end) {
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

    /**
     * The Base64 form of a range, in one line.
     *
     * @param lead what marks it as binary in front, {@code b} or {@code b4}
     */
    public static byte[] encode(String lead, byte[] data, int from, int end) {
        ByteBuffer digits = Base64.getEncoder().encode(ByteBuffer.wrap(data, from, end - from));
        byte[] text = new byte[lead.length() + digits.remaining()];
        ByteBuffer.wrap(text).put(lead.getBytes(StandardCharsets.US_ASCII)).put(digits);
        return text;
    }
}
