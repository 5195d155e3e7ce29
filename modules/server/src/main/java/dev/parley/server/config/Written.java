package dev.parley.server.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * A setting as somebody wrote it, before anything is known of its type.
 *
 * @param parts nothing for a key without a value, one text, or the elements of a list
 * @param list whether it was written as a list, whose elements may contain commas
 * @param origin where it was written
 */
record Written(List<String> parts, boolean list, String origin) {

    Written {
        parts = List.copyOf(parts);
    }

    static Written nothing(String origin) {
        return new Written(List.of(), false, origin);
    }

    static Written text(String text, String origin) {
        return new Written(List.of(text), false, origin);
    }

    static Written list(List<String> elements, String origin) {
        return new Written(elements, true, origin);
    }

    /** Whether a value was given; an empty list is one. */
    boolean present() {
        return list || !parts.isEmpty();
    }

    /** The elements of a list; a text is read as a list with commas. */
    List<String> elements() {
        return list ? parts : parts.stream().flatMap(Written::split).toList();
    }

    /** Both lists in one, for a setting that has two names. */
    Written and(Written other) {
        List<String> both = Stream.concat(elements().stream(), other.elements().stream())
                .distinct()
                .toList();
        return list(both, origin + ", " + other.origin);
    }

    private static Stream<String> split(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return "Written[" + origin + "]";
    }
}
