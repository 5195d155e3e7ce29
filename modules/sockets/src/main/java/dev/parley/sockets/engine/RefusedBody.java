package dev.parley.sockets.engine;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/**
 * The rest of a body that was refused. It is read and dropped for a while, then the connection ends: one that is closed
 * while its client sends is reset, and the client may lose the answer that it has not read yet (RFC 9112, section 9.6).
 */
final class RefusedBody {

    private static final long MILLIS = TimeUnit.SECONDS.toMillis(2);

    private RefusedBody() {}

    /** Takes over a request whose answer is written, on its connection's event loop. */
    static void discard(HttpServerRequest request, Vertx vertx) {
        long deadline = vertx.setTimer(MILLIS, late -> request.connection().close());
        request.handler(dropped -> {}).endHandler(end -> {
            vertx.cancelTimer(deadline);
            request.connection().close();
        });
    }
}
