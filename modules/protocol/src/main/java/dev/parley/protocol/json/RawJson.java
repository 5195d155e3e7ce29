package dev.parley.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One JSON value as the UTF-8 text it arrived in. A relay hands such text on without ever building a tree.
 *
 * <p>Immutable and safe on every thread, on the understanding that whoever hands over an array never writes to it again.
 * A part of a value keeps the whole array alive: what is to stay for long is better copied.
 * An instance is always valid JSON in well-formed UTF-8: it comes out of {@link #check} or of {@link JsonWriter}.
 */
public final class RawJson {

    /** What a value is, told from its first byte. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL;

        static Kind of(byte first) {
            return switch (first) {
                case '{' -> OBJECT;
                case '[' -> ARRAY;
                case '"' -> STRING;
                case 't', 'f' -> BOOLEAN;
                case 'n' -> NULL;
                default -> NUMBER;
            };
        }
    }

    /** What {@link #check} found. */
    public sealed interface Checked {}

    /** The text is one valid JSON value. */
    public record Valid(RawJson value) implements Checked {}

    /** The text is not one valid JSON value.
     *
     * @param offset bytes before the first one that cannot be right
     */
    public record Invalid(int offset) implements Checked {}

    public static final RawJson NULL = ascii("null");
    public static final RawJson TRUE = ascii("true");
    public static final RawJson FALSE = ascii("false");
    public static final RawJson EMPTY_OBJECT = ascii("{}");
    public static final RawJson EMPTY_ARRAY = ascii("[]");

    private final byte[] bytes;
    private final int from;
    private final int end;

    RawJson(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
    }

    private static RawJson ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new RawJson(bytes, 0, bytes.length);
    }

    /**
     * Checks that a range is one JSON value, white space around it allowed, and takes it without copying.
     *
     * @param maxDepth how many arrays and objects may be open at once; the check recurses as deep
     */
    public static Checked check(byte[] bytes, int from, int end, int maxDepth) {
        int at = JsonScanner.value(bytes, from, end, maxDepth);
        if (at < 0) return new Invalid(-1 - at - from);
        if (at < end) return new Invalid(at - from);
        int start = JsonScanner.space(bytes, from, end);
        int stop = end;
        while (JsonScanner.isSpace(bytes[stop - 1])) stop--;
        return new Valid(new RawJson(bytes, start, stop));
    }

    /** A string as JSON. A lone surrogate becomes {@code ?}, since it has no UTF-8 form. */
    public static RawJson string(String value) {
        return JsonWriter.build(w -> w.string(value));
    }

    public Kind kind() {
        return Kind.of(bytes[from]);
    }

    public boolean isNull() {
        return bytes[from] == 'n';
    }

    /** The length of the text in bytes. */
    public int length() {
        return end - from;
    }

    /** Whether more arrays and objects are open at once than {@code depth}. */
    public boolean isDeeperThan(int depth) {
        int open = 0;
        boolean quoted = false;
        for (int i = from; i < end; i++) {
            switch (bytes[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> i++;
                case '[', '{' -> {
                    if (!quoted && ++open > depth) return true;
                }
                case ']', '}' -> {
                    if (!quoted) open--;
                }
                default -> {}
            }
        }
        return false;
    }

    /** A copy of the text. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, from, end);
    }

    /** Copies the text into {@code target} and returns the index behind it. */
    public int copyTo(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, end - from);
        return at + end - from;
    }

    /** A cursor in front of this value. */
    public JsonCursor cursor() {
        return new JsonCursor(bytes, from, end);
    }

    /** The elements of an array, in order, sharing this value's bytes; nothing for any other kind. */
    public List<RawJson> elements() {
        if (kind() != Kind.ARRAY) return List.of();
        var elements = new ArrayList<RawJson>(4);
        JsonCursor cursor = cursor();
        cursor.enter();
        while (cursor.more()) elements.add(cursor.value());
        return Collections.unmodifiableList(elements);
    }

    /**
     * The same array with one more element, in a text of its own.
     *
     * @throws IllegalStateException if it is none
     */
    public RawJson with(RawJson last) {
        if (kind() != Kind.ARRAY) throw new IllegalStateException("not an array");
        int inner = end - 1;
        while (JsonScanner.isSpace(bytes[inner - 1])) inner--;
        boolean empty = inner - 1 == from;
        var text = new byte[inner - from + (empty ? 1 : 2) + last.length()];
        System.arraycopy(bytes, from, text, 0, inner - from);
        int at = inner - from;
        if (!empty) text[at++] = ',';
        text[last.copyTo(text, at)] = ']';
        return new RawJson(text, 0, text.length);
    }

    /** The members of an object, in order, the last of equal names winning as in JavaScript; nothing for any other kind. */
    public Map<String, RawJson> members() {
        if (kind() != Kind.OBJECT) return Map.of();
        var members = new LinkedHashMap<String, RawJson>();
        JsonCursor cursor = cursor();
        cursor.enter();
        while (cursor.more()) members.put(cursor.name(), cursor.value());
        return Collections.unmodifiableMap(members);
    }

    /** One member of an object. */
    public Optional<RawJson> member(String name) {
        return Optional.ofNullable(members().get(name));
    }

    /** The value of a string; nothing for any other kind. */
    public Optional<String> asString() {
        return kind() == Kind.STRING ? Optional.of(JsonString.unquote(bytes, from, end)) : Optional.empty();
    }

    /** The value of a whole number that fits 64 bits and is written without fraction or exponent; nothing otherwise. */
    public OptionalLong asLong() {
        if (kind() != Kind.NUMBER || end - from > 20) return OptionalLong.empty();
        try {
            return OptionalLong.of(Long.parseLong(toString()));
        } catch (NumberFormatException fractionOrTooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The value of {@code true} or {@code false}; nothing for any other kind. */
    public Optional<Boolean> asBoolean() {
        return kind() == Kind.BOOLEAN ? Optional.of(bytes[from] == 't') : Optional.empty();
    }

    /** Equal text; {@code 1.0} and {@code 1} differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(bytes, from, end, that.bytes, that.from, that.end);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < end; i++) hash = 31 * hash + bytes[i];
        return hash;
    }

    /** The text itself. */
    @Override
    public String toString() {
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
