package dev.parley.api.http;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers that are no refusals. Nothing here is for a cache: much of it is secret, and the rest changes. */
public final class Answers {

    private Answers() {}

    /** Whoever asked may have gone meanwhile. */
    public static void send(RoutingContext ctx, int status, RawJson answer) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) return;
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(answer.toBytes()));
    }

    /** Done, and there is nothing to tell. */
    public static void done(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) response.setStatusCode(204).end();
    }
}
