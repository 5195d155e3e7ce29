package dev.parley.protocol.engine3;

import dev.parley.protocol.json.Utf8;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Reads one field of an {@code application/x-www-form-urlencoded} body. Stateless. */
final class FormField {

    private FormField() {}

    /**
     * The UTF-8 value of the field with this one-letter name.
     *
     * @return empty if it is not there or there twice, has a broken escape, or is not UTF-8
     */
    static Optional<byte[]> value(byte[] form, char name) {
        Optional<byte[]> value = Optional.empty();
        boolean found = false;
        for (int at = 0; at < form.length; ) {
            int end = at;
            while (end < form.length && form[end] != '&') end++;
            if (end - at >= 2 && form[at] == name && form[at + 1] == '=') {
                if (found) return Optional.empty(); // two values would be two opinions on what was sent
                found = true;
                value = decode(form, at + 2, end);
            }
            at = end + 1;
        }
        return value;
    }

    private static Optional<byte[]> decode(byte[] form, int from, int end) {
        byte[] value = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            switch (form[i]) {
                case '+' -> value[length++] = ' ';
                case '%' -> {
                    if (end - i < 3 || !HexFormat.isHexDigit(form[i + 1]) || !HexFormat.isHexDigit(form[i + 2])) {
                        return Optional.empty();
                    }
                    value[length++] =
                            (byte) (HexFormat.fromHexDigit(form[i + 1]) << 4 | HexFormat.fromHexDigit(form[i + 2]));
                    i += 2;
                }
                default -> value[length++] = form[i];
            }
        }
        return Utf8.valid(value, 0, length) ? Optional.of(Arrays.copyOf(value, length)) : Optional.empty();
    }
}
