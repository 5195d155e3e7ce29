package dev.parley.sockets.engine;

import dev.parley.sockets.engine.Origins.Permit;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * One polling request, as its session sees it: an answer that can be given from the session's event loop, whichever loop
 * the request came in on. Safe on every thread; the first answer counts.
 */
final class PollExchange {

    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerRequest request;
    private final Context context;
    private final Permit origin;

    PollExchange(HttpServerRequest request, Context context, Permit origin) {
        this.request = request;
        this.context = context;
        this.origin = origin;
    }

    /** Answers a GET with packets. */
    void payload(byte[] body) {
        answer(200, "text/plain; charset=UTF-8", body);
    }

    /** Answers a POST whose packets were taken. */
    void ok() {
        answer(200, "text/html", OK);
    }

    void refuse(EngineError error) {
        answer(error.status(), "application/json", error.body());
    }

    void refuse(int status) {
        answer(status, "text/plain", new byte[0]);
    }

    /** Ends the connection without an answer. */
    void abort() {
        context.runOnContext(here -> request.connection().close());
    }

    private void answer(int status, String type, byte[] body) {
        if (context.equals(Vertx.currentContext())) {
            write(status, type, body);
        } else {
            context.runOnContext(here -> write(status, type, body));
        }
    }

    private void write(int status, String type, byte[] body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) return;
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        origin.apply(response);
        // A body that was not read to its end cannot be followed by another request.
        if (!request.isEnded()) response.putHeader(HttpHeaders.CONNECTION, "close");
        response.end(Buffer.buffer(body)).onComplete(sent -> {
            if (!request.isEnded()) request.connection().close();
        });
    }
}
