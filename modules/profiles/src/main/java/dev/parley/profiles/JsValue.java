package dev.parley.profiles;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.Optional;

/** JSON as JavaScript treats it, for contracts whose originals left that to the language. Stateless. */
public final class JsValue {

    private JsValue() {}

    /** What {@code !value} says: it is as good as not there. */
    public static boolean isFalsy(RawJson value) {
        return switch (value.kind()) {
            case NULL -> true;
            case STRING -> value.length() == 2;
            case BOOLEAN -> value.equals(RawJson.FALSE);
            case NUMBER -> Double.parseDouble(value.toString()) == 0;
            case OBJECT, ARRAY -> false;
        };
    }

    /** What {@code String(value)} says of a text, a number or a truth value; nothing for what has no text of its own. */
    public static Optional<String> text(RawJson value) {
        return switch (value.kind()) {
            case STRING -> value.asString();
            case BOOLEAN -> Optional.of(value.toString());
            case NUMBER -> number(Double.parseDouble(value.toString()));
            case NULL, OBJECT, ARRAY -> Optional.empty();
        };
    }

    private static Optional<String> number(double value) {
        if (!Double.isFinite(value)) return Optional.empty();
        return Optional.of(JsonWriter.build(w -> w.number(value)).toString());
    }
}
