package dev.parley.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value: what events carry, and what clients answer. Immutable, and safe on every thread.
 *
 * <p>The accessors ask, they never fail: a member that is not there is {@link Null},
 * and a value of another kind is empty.
 *
 * {@snippet file="JsonExample.java" region="json"}
 */
public sealed interface Json {

    /** Arrays and objects that may be open at once, in what is read and in what is written. */
    int MAX_DEPTH = 1000;

    /**
     * An object.
     *
     * @param members in the order in which they were written
     */
    record Obj(Map<String, Json> members) implements Json {

        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /**
     * An array.
     *
     * @param elements in their order
     */
    record Arr(List<Json> elements) implements Json {

        public Arr {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /**
     * A string.
     *
     * @param value without quotes and escapes
     */
    record Str(String value) implements Json {

        @Override
        public String toString() {
            return JsonWriter.write(this);
        }
    }

    /**
     * A number, digit for digit as it was written: no precision is lost on the way.
     *
     * @param literal as JSON writes it, such as {@code -1.50e3}
     */
    record Num(String literal) implements Json {

        private static final Pattern LITERAL = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

        public Num {
            if (!LITERAL.matcher(literal).matches()) {
                throw new IllegalArgumentException("JSON writes no number so");
            }
        }

        @Override
        public String toString() {
            return literal;
        }
    }

    /**
     * {@code true} or {@code false}.
     *
     * @param value which of them
     */
    record Bool(boolean value) implements Json {

        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /** {@code null}, and what stands for a member that is not there. */
    record Null() implements Json {

        static final Null NULL = new Null();

        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * The JSON value of a Java value: of {@code null}, strings, booleans, numbers, maps by strings, collections, arrays of
     * objects, and of {@link Json} itself.
     *
     * @throws IllegalArgumentException for anything else. Records and other objects are not taken apart: put into a map
     *     what is to be seen
     */
    static Json of(@Nullable Object value) {
        return of(value, 0);
    }

    private static Json of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) throw new IllegalArgumentException("deeper than " + MAX_DEPTH + " levels");
        return switch (value) {
            case null -> Null.NULL;
            case Json json -> json;
            case CharSequence text -> new Str(text.toString());
            case Boolean flag -> new Bool(flag);
            case Double number
            when !Double.isFinite(number) -> throw new IllegalArgumentException("JSON has no number for " + number);
            case Float number
            when !Float.isFinite(number) -> throw new IllegalArgumentException("JSON has no number for " + number);
            case Number number -> new Num(number.toString());
            case Map<?, ?> map -> ofMap(map, depth);
            case Iterable<?> elements -> ofAll(elements, depth);
            case Object[] elements -> ofAll(Arrays.asList(elements), depth);
            default ->
                throw new IllegalArgumentException(
                        "a " + value.getClass().getName() + " is no JSON; put what is to be seen into a map");
        };
    }

    private static Obj ofMap(Map<?, ?> map, int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof CharSequence text))
                throw new IllegalArgumentException("members have strings for names");
            members.put(text.toString(), of(value, depth + 1));
        });
        return new Obj(members);
    }

    private static Arr ofAll(Iterable<?> values, int depth) {
        List<Json> elements = new ArrayList<>();
        values.forEach(value -> elements.add(of(value, depth + 1)));
        return new Arr(elements);
    }

    /**
     * Reads a text (RFC 8259). Of members with the same name the last one counts.
     *
     * @throws IllegalArgumentException when it is not JSON, or deeper than {@link #MAX_DEPTH}; it says where, not what is
     *     there
     */
    static Json parse(String text) {
        return JsonReader.read(text);
    }

    /** The JSON text, without blanks. */
    @Override
    String toString();

    /** A member of an object; {@link Null} where there is none. */
    default Json at(String member) {
        return members().getOrDefault(member, Null.NULL);
    }

    /** The members of an object; none of anything else. */
    default Map<String, Json> members() {
        return Map.of();
    }

    /** The elements of an array; none of anything else. */
    default List<Json> elements() {
        return List.of();
    }

    /** The value of a string. */
    default Optional<String> asText() {
        return this instanceof Str(String value) ? Optional.of(value) : Optional.empty();
    }

    /** The value of a whole number that fits. */
    default OptionalLong asLong() {
        if (!(this instanceof Num(String literal))) return OptionalLong.empty();
        try {
            return OptionalLong.of(new BigDecimal(literal).longValueExact());
        } catch (ArithmeticException | NumberFormatException notWholeOrTooFar) {
            return OptionalLong.empty();
        }
    }

    /** The value of {@code true} or {@code false}. */
    default Optional<Boolean> asFlag() {
        return this instanceof Bool(boolean value) ? Optional.of(value) : Optional.empty();
    }
}
