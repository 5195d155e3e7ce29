package dev.parley.api.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a room's messages are kept, as backends write it: {@code 7d}, {@code 12h}, {@code 30m} or {@code 45s}. */
final class Retention {

    static final String EXPECTED = "a time such as \"7d\", \"12h\", \"30m\" or \"45s\", 100 years at most";

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private Retention() {}

    static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        Duration kept = unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1)));
        return Optional.of(kept).filter(some -> some.compareTo(LONGEST) <= 0);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "d" -> Duration.ofDays(1);
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }

    /** In the largest unit of which it is a whole number. */
    static String text(Duration kept) {
        for (String letter : new String[] {"d", "h", "m"}) {
            long seconds = unit(letter).toSeconds();
            if (kept.toSeconds() % seconds == 0) return kept.toSeconds() / seconds + letter;
        }
        return kept.toSeconds() + "s";
    }
}
