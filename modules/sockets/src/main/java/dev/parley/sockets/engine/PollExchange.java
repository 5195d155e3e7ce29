package dev.parley.sockets.engine;

import dev.parley.sockets.engine.Origins.Permit;
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
    private final EngineLoop loop;
    private final Permit origin;

    /**
     * @param loop where the connection is
     */
    PollExchange(HttpServerRequest request, EngineLoop loop, Permit origin) {
        this.request = request;
        this.loop = loop;
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

    /** Refuses a body that is too large. The rest of it is not read, so nothing can follow it on this connection. */
    void refuseBody() {
        loop.execute(() -> {
            HttpServerResponse response = request.response();
            if (response.ended() || response.closed()) return;
            origin.apply(response);
            response.setStatusCode(413)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end()
                    .onComplete(sent -> request.connection().close());
        });
    }

    /** Ends the connection without an answer. */
    void abort() {
        loop.execute(() -> request.connection().close());
    }

    private void answer(int status, String type, byte[] body) {
        loop.execute(() -> write(status, type, body));
    }

    private void write(int status, String type, byte[] body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) return;
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        origin.apply(response);
        response.end(Buffer.buffer(body));
    }
}
