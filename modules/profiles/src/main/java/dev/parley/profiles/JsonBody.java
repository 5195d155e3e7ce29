package dev.parley.profiles;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The body of a request, once it has been read. */
public final class JsonBody {

    private static final int MAX_DEPTH = 100;

    private JsonBody() {}

    /** An empty object for a request without a body; nothing if the body is not JSON. */
    public static Optional<RawJson> of(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        if (body == null || body.length() == 0) return Optional.of(RawJson.EMPTY_OBJECT);
        byte[] bytes = body.getBytes();
        return RawJson.check(bytes, 0, bytes.length, MAX_DEPTH) instanceof RawJson.Valid valid
                ? Optional.of(valid.value())
                : Optional.empty();
    }
}
