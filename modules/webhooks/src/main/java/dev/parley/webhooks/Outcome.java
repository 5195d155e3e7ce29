package dev.parley.webhooks;

import dev.parley.outbound.CallFailed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What one attempt at a delivery came to. */
sealed interface Outcome {

    /** The receiver has it. */
    record Delivered() implements Outcome {}

    /** The receiver wants nothing more, ever (410). */
    record Gone() implements Outcome {}

    /**
     * Not delivered; another attempt may do better.
     *
     * @param reason the status, or the kind of error; for the log
     * @param pause how long the receiver asks to be left alone at least, zero if it does not ask
     */
    record Failed(String reason, Duration pause) implements Outcome {}

    /** Nobody may put deliveries off for longer. */
    Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * Judges an answer. Redirects are failures: the receiver is whom its owner has named.
     *
     * @param retryAfter that header: seconds or an HTTP date (RFC 9110, 10.2.3); heard with 429 and 503
     */
    static Outcome of(int status, @Nullable String retryAfter, Instant now) {
        if (status >= 200 && status < 300) return new Delivered();
        return switch (status) {
            case 410 -> new Gone();
            case 429, 503 -> new Failed("status " + status, pause(retryAfter, now));
            default -> new Failed("status " + status, Duration.ZERO);
        };
    }

    /** There was no answer. Of an error only its kind is told, since its text may hold anything. */
    static Outcome unanswered(Throwable error) {
        String reason = error instanceof CallFailed failed
                ? failed.kind().text()
                : error.getClass().getSimpleName();
        return new Failed(reason, Duration.ZERO);
    }

    private static Duration pause(@Nullable String retryAfter, Instant now) {
        Duration asked = retryAfter == null ? Duration.ZERO : asked(retryAfter.strip(), now);
        if (asked.isNegative()) return Duration.ZERO;
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static Duration asked(String retryAfter, Instant now) {
        if (retryAfter.matches("[0-9]{1,9}")) return Duration.ofSeconds(Integer.parseInt(retryAfter));
        if (retryAfter.matches("[0-9]+")) return LONGEST_PAUSE;
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
        } catch (DateTimeException neitherSecondsNorDate) {
            return Duration.ZERO;
        }
    }
}
