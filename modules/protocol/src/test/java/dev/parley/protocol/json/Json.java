package dev.parley.protocol.json;

import java.nio.charset.StandardCharsets;

/** JSON in tests. */
public final class Json {

    private static final int DEPTH = 100;

    private Json() {}

    /** The value in {@code text}, which must be JSON. */
    public static RawJson of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (RawJson.check(bytes, 0, bytes.length, DEPTH)) {
            case RawJson.Valid(RawJson value) -> value;
            case RawJson.Invalid(int offset) -> throw new AssertionError("at " + offset + " of " + text);
        };
    }
}
