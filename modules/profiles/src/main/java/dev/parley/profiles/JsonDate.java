package dev.parley.profiles;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as JavaScript's {@code Date.toJSON()} writes them: {@code 2023-12-01T10:30:00.000Z}, always with milliseconds. */
public final class JsonDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private JsonDate() {}

    public static String of(Instant time) {
        return FORMAT.format(time);
    }
}
