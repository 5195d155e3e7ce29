package dev.parley.bus.webhooks;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Something happened that those endpoints of an app are told of that want its type.
 *
 * @param data an object; what is about one socket names it as {@code socket}, what is about a room or a user as {@code room}
 *     or {@code user}, since that decides the lane: what concerns one of them arrives in order
 * @param key the same for whoever else may tell the same, so that it is told once; nothing where nobody else may
 * @param trace of the request that made it happen, as a W3C {@code traceparent}
 */
public record Activity(String app, Type type, Instant at, RawJson data, Optional<String> key, Optional<String> trace)
        implements Notice {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** One that nobody else tells. */
    public Activity(String app, Type type, Instant at, RawJson data) {
        this(app, type, at, data, Optional.empty());
    }

    /** One of no trace. */
    public Activity(String app, Type type, Instant at, RawJson data, Optional<String> key) {
        this(app, type, at, data, key, Optional.empty());
    }

    @Override
    public Activity asOf(Instant now) {
        return new Activity(app, type, now, data, key, trace);
    }

    /** As its webhook says it: {@code {"type","timestamp","data"}}. */
    public RawJson toJson() {
        return JsonWriter.object(w -> w.name("type")
                .string(type.wire())
                .name("timestamp")
                .string(time(at))
                .name("data")
                .raw(data));
    }

    /** A time as webhooks have it, in milliseconds. */
    public static String time(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** What can happen, by the name that the webhook carries. */
    public enum Type {
        CONNECTED("socket.connected"),
        DISCONNECTED("socket.disconnected"),
        JOINED("room.joined"),
        LEFT("room.left"),
        OCCUPIED("room.occupied"),
        VACATED("room.vacated"),
        PUBLISHED("room.published"),
        MESSAGE("chat.message"),
        ONLINE("user.online"),
        OFFLINE("user.offline"),
        /** Somebody tries an endpoint. */
        PING("webhook.ping"),
        /** An endpoint of the app gets nothing any more; told to its others. */
        ENDPOINT_DISABLED("webhook.disabled");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static Optional<Type> of(String wire) {
            for (Type type : values()) {
                if (type.wire.equals(wire)) return Optional.of(type);
            }
            return Optional.empty();
        }
    }
}
