package dev.parley.webhooks;

import dev.parley.bus.Message.Activity;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * An activity on its way to the receiver.
 *
 * @param id the same on every attempt, so that the receiver can tell a repetition; unguessable
 * @param lane deliveries of one lane arrive in order
 * @param body what is posted: {@code {"type", "timestamp", "data"}}
 * @param failures attempts that failed so far
 */
record Delivery(String id, String lane, Activity.Type type, RawJson body, int failures) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final SecureRandom random = new SecureRandom();

    static Delivery of(Activity activity) {
        RawJson body = JsonWriter.build(w -> {
            w.beginObject().name("type").string(activity.type().wire());
            w.name("timestamp").string(MILLISECONDS.format(activity.at()));
            w.name("data").raw(activity.data()).endObject();
        });
        return new Delivery(newId(), lane(activity.data()), activity.type(), body, 0);
    }

    Delivery failedOnceMore() {
        return new Delivery(id, lane, type, body, failures + 1);
    }

    private static String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return "msg_" + HexFormat.of().formatHex(bytes);
    }

    /** What concerns one socket stays in order, else what concerns one room; the rest shares a lane. */
    private static String lane(RawJson data) {
        Map<String, RawJson> members = data.members();
        for (String key : new String[] {"socket", "room"}) {
            RawJson value = members.getOrDefault(key, RawJson.NULL);
            if (!value.isNull()) return key + value;
        }
        return "";
    }
}
