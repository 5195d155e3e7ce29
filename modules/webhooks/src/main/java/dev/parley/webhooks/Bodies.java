package dev.parley.webhooks;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** What is posted for an activity: {@code {"type", "timestamp", "data"}}. Stateless. */
final class Bodies {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Bodies() {}

    static RawJson of(String type, Instant at, RawJson data) {
        return JsonWriter.object(w -> w.name("type")
                .string(type)
                .name("timestamp")
                .string(MILLISECONDS.format(at))
                .name("data")
                .raw(data));
    }
}
