package dev.parley.profiles.parley;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Rooms that need no token, by patterns in which {@code *} stands for any text. Immutable. */
final class OpenRooms {

    private final List<Predicate<String>> patterns;

    OpenRooms(List<String> patterns) {
        this.patterns = patterns.stream().map(OpenRooms::compiled).toList();
    }

    boolean contain(String room) {
        return patterns.stream().anyMatch(pattern -> pattern.test(room));
    }

    /** The common pattern has its one star at the end; it is worth more than a regular expression. */
    private static Predicate<String> compiled(String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern::equals;
        if (star == pattern.length() - 1) {
            String prefix = pattern.substring(0, star);
            return room -> room.startsWith(prefix);
        }
        var regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            if (!regex.isEmpty()) regex.append(".*");
            regex.append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
