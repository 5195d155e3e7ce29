package dev.parley.sockets;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long clients may keep an event loop waiting: for the next request on a connection, however slowly its head trickles
 * in, and for the end of one that has begun. Confined to that event loop.
 *
 * <p>A request that waits for its answer, or has become a WebSocket, may take as long as it likes. Vert.x's own idle timeout
 * would cut those off, and be content with a byte now and then from the others.
 */
final class RequestDeadlines {

    private final Vertx vertx;
    private final long millis;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    RequestDeadlines(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.millis = limit.toMillis();
    }

    /** A connection waits for its first request. */
    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> stop(connection));
        start(connection, connection::close);
    }

    /** The head of a request is here. Nobody else may ask to be told when its response ends. */
    void begins(HttpServerRequest request) {
        stop(request.connection());
        request.response().endHandler(answered -> goesOn(request));
        if (hasBody(request)) {
            start(request.connection(), () -> refuse(request));
            request.end().onSuccess(whole -> goesOn(request));
        }
    }

    /** Its body or its answer is through; an answer may also come in front of the body's end. */
    private void goesOn(HttpServerRequest request) {
        if (hasBody(request) && !request.isEnded()) return;
        stop(request.connection());
        if (request.response().ended()) start(request.connection(), request.connection()::close);
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** With a head that is all the client gets, but not the end: so whoever reads the body hears that it broke off. */
    private static void refuse(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            request.connection().close();
        } else {
            response.setStatusCode(408)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, "0")
                    .writeHead()
                    .onComplete(sent -> request.connection().close());
        }
    }

    private void start(HttpConnection connection, Runnable late) {
        timers.put(connection, vertx.setTimer(millis, over -> {
            timers.remove(connection);
            late.run();
        }));
    }

    private void stop(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) vertx.cancelTimer(timer);
    }
}
