package dev.parley.profiles.channels;

import dev.parley.api.http.Answers;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalDouble;

/** What backends of this contract are answered. */
enum HttpReply {
    INVALID_KEY(400, "invalid_api_key", "Invalid api key"),
    INVALID_CHANNEL(200, "invalid_channel", "Invalid channel"),
    INVALID_EVENT(200, "invalid_event", "Invalid event"),
    NOT_FOUND(404, "not_found", "Not Found"),
    TOO_LARGE(413, "payload_too_large", "Payload Too Large"),
    TOO_FAST(429, "rate_limited", "Too Many Requests"),
    /** For bodies that are no JSON too: the original told no difference. */
    FAILED(500, "internal_server_error", "Internal Server Error");

    private final int status;
    private final String code;
    private final String message;

    HttpReply(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    /** {@code {"status":"error","code","message"}}. */
    void send(RoutingContext ctx) {
        send(ctx, OptionalDouble.empty());
    }

    /**
     * The same with {@code "timing"}.
     *
     * @param seconds since the request came
     */
    void send(RoutingContext ctx, double seconds) {
        send(ctx, OptionalDouble.of(seconds));
    }

    private void send(RoutingContext ctx, OptionalDouble seconds) {
        RawJson body = JsonWriter.object(w -> {
            w.name("status").string("error").name("code").string(code);
            w.name("message").string(message);
            seconds.ifPresent(s -> w.name("timing").number(s));
        });
        Answers.send(ctx, status, body);
    }

    static void ok(RoutingContext ctx) {
        Answers.send(ctx, 200, JsonWriter.object(w -> w.name("status").string("ok")));
    }

    static void ok(RoutingContext ctx, double seconds) {
        Answers.send(
                ctx,
                200,
                JsonWriter.object(
                        w -> w.name("status").string("ok").name("timing").number(seconds)));
    }
}
