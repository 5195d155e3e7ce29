package dev.parley.protocol.engine3;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Polling for browsers without cross-origin requests: bodies come as forms and go as scripts (Engine.IO protocol, revision 3,
 * "JSONP"). What is inside is a payload in text form. Stateless.
 */
public final class Jsonp {

    private Jsonp() {}

    /**
     * The payload in a form's field {@code d}, newlines restored.
     *
     * @return empty if there is no single field {@code d}, or it is malformed: a broken percent escape, or no UTF-8
     */
    public static Optional<byte[]> decodeForm(byte[] form) {
        return FormField.value(form, 'd').map(Jsonp::restoreNewlines);
    }

    /**
     * The script that calls the client back with a payload.
     *
     * <p>U+2028 and U+2029 are escaped since they end a line in older JavaScript, and {@code <} so that no browser that is
     * led to this address, and guesses types, finds HTML in what users wrote.
     *
     * @param index what the client sent as {@code j} in its handshake; only its digits are used
     * @param payload UTF-8
     */
    public static byte[] encode(String index, byte[] payload) {
        String literal = RawJson.string(new String(payload, StandardCharsets.UTF_8))
                .toString()
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .replace("<", "\\u003c");
        String script = "___eio[" + index.replaceAll("[^0-9]", "") + "](" + literal + ");";
        return script.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Undoes what the client does because browsers rewrite newlines in forms: it sends a newline as {@code \n}, and has put
     * one more backslash in front of each {@code \n} that was there.
     */
    private static byte[] restoreNewlines(byte[] text) {
        byte[] restored = new byte[text.length];
        int length = 0;
        int backslashes = 0;
        for (byte b : text) {
            if (b == 'n' && backslashes > 0) {
                restored[length - 1] = (byte) (backslashes == 1 ? '\n' : 'n');
            } else {
                restored[length++] = b;
            }
            backslashes = b == '\\' ? backslashes + 1 : 0;
        }
        return Arrays.copyOf(restored, length);
    }
}
