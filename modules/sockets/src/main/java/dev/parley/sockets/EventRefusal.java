package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Duration;
import java.util.Optional;

/**
 * Why an event is not handled: a limit of its app. Immutable.
 *
 * @param code stable, for programs
 * @param message for people
 * @param retryAfter when the same event may be tried again, if it ever may
 */
public record EventRefusal(Limit limit, String code, String message, Optional<Duration> retryAfter) {

    static EventRefusal rate(Limit limit, Duration retryAfter) {
        return new EventRefusal(limit, "rate_limited", "Too much in too short a time.", Optional.of(retryAfter));
    }

    static EventRefusal always(Limit limit, String code, String message) {
        return new EventRefusal(limit, code, message, Optional.empty());
    }

    /** {@code {"ok":false,"error":{"code","message","retryAfter"?}}}, the last one in milliseconds. */
    public RawJson toJson() {
        return JsonWriter.build(w -> {
            w.beginObject().name("ok").bool(false).name("error").beginObject();
            w.name("code").string(code).name("message").string(message);
            // Rounded up: whoever comes back a moment too early is refused again.
            retryAfter.ifPresent(after -> w.name("retryAfter").number(after.toMillis() + 1));
            w.endObject().endObject();
        });
    }
}
