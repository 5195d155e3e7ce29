package dev.parley.sockets;

import java.util.List;
import java.util.function.Predicate;

/**
 * Names with stars in them, each of which stands for any text without a slash, be it empty. Immutable.
 *
 * <p>Never goes back in a name, whatever the name is: since no star reaches beyond a slash, the first place where the next
 * part fits is as good as any later one.
 *
 * @param parts what stands around the stars, so at least two; empty where a star is first or last
 */
public record NamePattern(List<String> parts) {

    public NamePattern {
        if (parts.size() < 2) throw new IllegalArgumentException("a pattern has a star");
        parts = List.copyOf(parts);
    }

    /** Whether a name is one of these, or fits a pattern among them. */
    public static Predicate<String> anyOf(List<String> namesAndPatterns) {
        List<Predicate<String>> tests = namesAndPatterns.stream()
                .<Predicate<String>>map(each -> isPattern(each) ? of(each)::matches : each::equals)
                .toList();
        return name -> {
            for (Predicate<String> test : tests) if (test.test(name)) return true;
            return false;
        };
    }

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0;
    }

    static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\*", -1)));
    }

    boolean matches(String name) {
        if (!name.startsWith(parts.getFirst())) return false;
        int at = parts.getFirst().length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = name.indexOf(part, at);
            if (found < 0 || slashWithin(name, at, found)) return false;
            at = found + part.length();
        }
        int tail = name.length() - parts.getLast().length();
        return tail >= at && name.endsWith(parts.getLast()) && !slashWithin(name, at, tail);
    }

    private static boolean slashWithin(String name, int from, int end) {
        return name.indexOf('/', from, end) >= 0;
    }
}
