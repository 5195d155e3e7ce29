package dev.parley.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary JSON texts, with all the white space and all the escapes that the grammar has. */
public final class JsonTexts {

    private static final String ESCAPES =
            "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u00e9 \\u2028 \\ud83d\\ude00 \\uD83D\\uDE00 \\ud800";

    /** Bytes that change what a text means, as Latin-1. */
    private static final String CRITICAL =
            "{}[],:\"\\ \n-+.e01tnu/\u0000\u001e\u007f\u0080\u00c0\u00c3\u00ed\u00f4\u00ff";

    private JsonTexts() {}

    /** Any value, nested a few levels. */
    public static Arbitrary<String> values() {
        return values(3);
    }

    public static Arbitrary<String> arrays() {
        return array(values(2));
    }

    public static Arbitrary<String> objects() {
        return object(values(2));
    }

    /** Strings with quotes. */
    public static Arbitrary<String> strings() {
        Arbitrary<String> plain = Arbitraries.strings()
                .ofMaxLength(6)
                .map(s -> noLoneSurrogates(s).replaceAll("[\\x00-\\x1f\"\\\\]", "."));
        Arbitrary<String> special = Arbitraries.of((ESCAPES + " \u2028 😀 é \u007f").split(" "));
        return Arbitraries.oneOf(plain, special).list().ofMaxSize(4).map(parts -> '"' + String.join("", parts) + '"');
    }

    public static Arbitrary<String> numbers() {
        Arbitrary<String> fractions = Arbitraries.of("", ".0", ".25", ".000", "e5", "E+12", "e-7", "1.5e3");
        Arbitrary<String> whole = Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.integers().between(-20, 20).map(String::valueOf),
                Arbitraries.of("0", "-0", "12345678901234567890123"));
        return Combinators.combine(whole, fractions).as((w, f) -> f.startsWith("1") ? f : w + f);
    }

    /** JSON with one to three random changes, most of which break it. */
    public static Arbitrary<byte[]> mutated() {
        Arbitrary<Byte> inserted = Arbitraries.chars().with(CRITICAL).map(c -> (byte) c.charValue());
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.of(Change.Kind.class),
                        Arbitraries.integers().between(0, 10_000),
                        inserted)
                .as(Change::new);
        return Combinators.combine(values(), change.list().ofMinSize(1).ofMaxSize(3))
                .as((text, changes) -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    for (Change each : changes) bytes = each.applyTo(bytes);
                    return bytes;
                });
    }

    /** A lone surrogate has no UTF-8 form, so it cannot stand in a text as itself. */
    public static String noLoneSurrogates(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Arbitrary<String> values(int levels) {
        Arbitrary<String> words = Arbitraries.of("true", "false", "null", "[]", "{}", "[ ]", "{\n}");
        Arbitrary<String> scalars = Arbitraries.oneOf(strings(), numbers(), words);
        if (levels == 0) return scalars;
        Arbitrary<String> inner = values(levels - 1);
        return Arbitraries.oneOf(scalars, array(inner), object(inner));
    }

    private static Arbitrary<String> array(Arbitrary<String> elements) {
        return spaced(elements).list().ofMaxSize(4).map(parts -> '[' + String.join(",", parts) + ']');
    }

    private static Arbitrary<String> object(Arbitrary<String> values) {
        Arbitrary<String> names = Arbitraries.oneOf(strings(), Arbitraries.of("\"a\"", "\"\\u0061\"", "\"num\""));
        Arbitrary<String> members =
                Combinators.combine(spaced(names), spaced(values)).as((name, value) -> name + ':' + value);
        return members.list().ofMaxSize(4).map(parts -> '{' + String.join(",", parts) + '}');
    }

    private static Arbitrary<String> spaced(Arbitrary<String> text) {
        Arbitrary<String> space = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(" ", "\n", "\t\r ")));
        return Combinators.combine(space, text, space).as((before, it, after) -> before + it + after);
    }

    private record Change(Kind kind, int where, byte what) {
        enum Kind {
            INSERT,
            REPLACE,
            DELETE,
            TRUNCATE
        }

        byte[] applyTo(byte[] bytes) {
            int at = where % (bytes.length + 1);
            int rest = Math.min(bytes.length, at + (kind == Kind.INSERT ? 0 : 1));
            byte[] middle = kind == Kind.INSERT || kind == Kind.REPLACE ? new byte[] {what} : new byte[0];
            byte[] tail = kind == Kind.TRUNCATE ? new byte[0] : Arrays.copyOfRange(bytes, rest, bytes.length);
            byte[] changed = Arrays.copyOf(bytes, at + middle.length + tail.length);
            System.arraycopy(middle, 0, changed, at, middle.length);
            System.arraycopy(tail, 0, changed, at + middle.length, tail.length);
            return changed;
        }
    }
}
