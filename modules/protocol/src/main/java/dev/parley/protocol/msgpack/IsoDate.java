package dev.parley.protocol.msgpack;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates as JavaScript turns them into JSON. Stateless. */
final class IsoDate {

    /** A date lies that many milliseconds before or behind 1970 at most (ECMA-262, "Time Values and Time Range"). */
    static final long LIMIT = 8_640_000_000_000_000L;

    private static final DateTimeFormatter COMMON = formatter("uuuu");
    private static final DateTimeFormatter BEFORE_CHRIST = formatter("uuuuuu");
    private static final DateTimeFormatter FAR = formatter("'+'uuuuuu");

    private IsoDate() {}

    /** The form of {@code toISOString}, whose years have four digits or a sign and six; nothing beyond {@link #LIMIT}. */
    static Optional<String> text(long millis) {
        if (millis < -LIMIT || millis > LIMIT) return Optional.empty();
        LocalDateTime date = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        DateTimeFormatter form = date.getYear() > 9999 ? FAR : date.getYear() < 0 ? BEFORE_CHRIST : COMMON;
        return Optional.of(form.format(date));
    }

    private static DateTimeFormatter formatter(String year) {
        return DateTimeFormatter.ofPattern(year + "-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
    }
}
