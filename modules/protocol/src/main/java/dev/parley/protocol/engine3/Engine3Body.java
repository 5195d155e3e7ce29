package dev.parley.protocol.engine3;

import dev.parley.protocol.engine.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one polling body of revision 3 from packets that are already encoded. Confined to the caller that made it.
 *
 * <p>The arrays are kept, not copied, and must not change until the body is built. Of the two forms the text form goes to
 * every client; the binary form only where there is binary and the client can take it (no {@code b64} in its handshake).
 */
public final class Engine3Body {

    private static final byte MESSAGE = 4;

    private sealed interface Part {}

    private record Text(byte[] bytes, int from, int end) implements Part {}

    private record Binary(byte[] bytes, int from, int end) implements Part {}

    private final List<Part> parts = new ArrayList<>();
    private boolean hasBinary;

    /** Adds a packet's text with its type digit, in UTF-8. */
    public void text(byte[] bytes, int from, int end) {
        parts.add(new Text(bytes, from, end));
    }

    /** Adds a binary message: its data, without any type. */
    public void binary(byte[] bytes, int from, int end) {
        parts.add(new Binary(bytes, from, end));
        hasBinary = true;
    }

    public boolean hasBinary() {
        return hasBinary;
    }

    /** The text form: {@code <n>:<packet>} with n in UTF-16 code units, binary as {@code b4} and Base64; {@code 0:} if empty. */
    public byte[] toText() {
        if (parts.isEmpty()) return ascii("0:");
        Slices out = new Slices();
        for (Part part : parts) {
            switch (part) {
                case Text(byte[] bytes, int from, int end) ->
                    out.add(ascii(Utf16.units(bytes, from, end) + ":")).add(bytes, from, end);
                case Binary(byte[] bytes, int from, int end) -> {
                    byte[] packet = Base64Text.encode("b4", bytes, from, end);
                    out.add(ascii(packet.length + ":")).add(packet);
                }
            }
        }
        return out.join();
    }

    /** The {@code application/octet-stream} form, where lengths are in bytes; an empty array if there is no packet. */
    public byte[] toBinary() {
        Slices out = new Slices();
        for (Part part : parts) {
            switch (part) {
                case Text(byte[] bytes, int from, int end) ->
                    out.add(head(0, end - from)).add(bytes, from, end);
                case Binary(byte[] bytes, int from, int end) ->
                    out.add(head(1, end - from + 1)).add(MESSAGE).add(bytes, from, end);
            }
        }
        return out.join();
    }

    private static byte[] head(int marker, int length) {
        byte[] digits = ascii(Integer.toString(length));
        byte[] head = new byte[digits.length + 2];
        head[0] = (byte) marker;
        for (int i = 0; i < digits.length; i++) head[i + 1] = (byte) (digits[i] - '0');
        head[head.length - 1] = (byte) 0xff;
        return head;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
