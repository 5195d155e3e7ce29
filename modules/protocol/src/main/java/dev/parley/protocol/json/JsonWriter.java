package dev.parley.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Writes compact JSON into one growing array. Confined to the caller that made it.
 *
 * <p>Commas are placed by the writer. A call that would not give valid JSON throws {@link IllegalStateException}.
 */
public final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final BitSet objects = new BitSet(); // by depth: what is open there is an object, not an array
    private byte[] out;
    private int at;
    private int open;
    private boolean named;
    private boolean needsComma;

    private JsonWriter(int capacity) {
        out = new byte[capacity];
    }

    /** Runs {@code content} on a fresh writer and takes what it wrote, which must be exactly one value. */
    public static RawJson build(Consumer<JsonWriter> content) {
        var writer = new JsonWriter(128);
        content.accept(writer);
        require(writer.open == 0 && writer.at > 0);
        return new RawJson(writer.out, 0, writer.at);
    }

    /** One object with the members that {@code members} writes. */
    public static RawJson object(Consumer<JsonWriter> members) {
        return build(w -> {
            w.beginObject();
            members.accept(w);
            w.endObject();
        });
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    /** Starts a member of the open object; a value must follow. */
    public JsonWriter name(String name) {
        require(objects.get(open) && !named);
        comma();
        quoted(name);
        put((byte) ':');
        named = true;
        needsComma = false;
        return this;
    }

    /** A lone surrogate becomes {@code ?}, since it has no UTF-8 form. */
    public JsonWriter string(String value) {
        place();
        quoted(value);
        return this;
    }

    public JsonWriter number(long value) {
        return literal(Long.toString(value));
    }

    /** A number of 64 bits without a sign. */
    public JsonWriter unsigned(long bits) {
        return literal(Long.toUnsignedString(bits));
    }

    /** A number as JavaScript writes it, and like there {@code null} for what is none. */
    public JsonWriter number(double value) {
        return literal(Double.isFinite(value) ? JsonNumber.text(value) : "null");
    }

    public JsonWriter bool(boolean value) {
        return literal(Boolean.toString(value));
    }

    /** A value that is JSON already, byte for byte. */
    public JsonWriter raw(RawJson value) {
        place();
        room(value.length());
        at = value.copyTo(out, at);
        return this;
    }

    private JsonWriter literal(String ascii) {
        place();
        for (int i = 0; i < ascii.length(); i++) put((byte) ascii.charAt(i));
        return this;
    }

    private JsonWriter begin(char bracket) {
        place();
        put((byte) bracket);
        objects.set(++open, bracket == '{');
        needsComma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        require(open > 0 && objects.get(open) == (bracket == '}') && !named);
        put((byte) bracket);
        open--;
        needsComma = true;
        return this;
    }

    /** Before every value: it may stand here, and gets its comma. */
    private void place() {
        require(open == 0 ? at == 0 : objects.get(open) == named);
        comma();
        named = false;
        needsComma = true;
    }

    private void comma() {
        if (needsComma) put((byte) ',');
    }

    private static void require(boolean valid) {
        if (!valid) throw new IllegalStateException("no valid JSON");
    }

    private void quoted(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(utf8.length + 2);
        put((byte) '"');
        for (byte b : utf8) character(b);
        put((byte) '"');
    }

    private void character(byte b) {
        switch (b) {
            case '"' -> escaped('"');
            case '\\' -> escaped('\\');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            case '\t' -> escaped('t');
            default -> {
                if (b >= 0 && b < 0x20) {
                    escaped('u');
                    put((byte) '0');
                    put((byte) '0');
                    put(HEX[b >> 4]);
                    put(HEX[b & 15]);
                } else {
                    put(b);
                }
            }
        }
    }

    private void escaped(char c) {
        put((byte) '\\');
        put((byte) c);
    }

    private void put(byte b) {
        room(1);
        out[at++] = b;
    }

    private void room(int more) {
        if (at + more > out.length) out = Arrays.copyOf(out, Math.max(out.length * 2, at + more));
    }
}
