package dev.parley.profiles.instantio;

import dev.parley.api.http.Answers;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * What a backend is answered: {@code {"code","message","data"?}}, its code being the HTTP status too.
 *
 * @param data what a client has answered
 */
record EmitAnswer(int code, String message, Optional<RawJson> data) {

    EmitAnswer(int code, String message) {
        this(code, message, Optional.empty());
    }

    void send(RoutingContext ctx) {
        Answers.send(ctx, code, JsonWriter.object(w -> {
            w.name("code").number(code).name("message").string(message);
            data.ifPresent(it -> w.name("data").raw(it));
        }));
    }
}
