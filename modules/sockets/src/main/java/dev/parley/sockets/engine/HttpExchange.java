package dev.parley.sockets.engine;

import dev.parley.sockets.engine.Origins.Permit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * A polling request on a connection of this node. Its answer can be given from any thread; the rest is confined to the
 * connection's event loop.
 */
final class HttpExchange implements PollExchange {

    private final HttpServerRequest request;
    private final EngineLoop loop;
    private final Permit origin;
    private @Nullable String cookie;
    private volatile @Nullable Runnable lost;

    /**
     * @param loop where the connection is
     */
    HttpExchange(HttpServerRequest request, EngineLoop loop, Permit origin) {
        this.request = request;
        this.loop = loop;
        this.origin = origin;
    }

    HttpServerRequest request() {
        return request;
    }

    /** Sends the session id along as a cookie, for load balancers that route by one. The server never reads it. */
    void cookie(String name, String sid) {
        cookie = Cookie.cookie(name, sid)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(request.isSSL())
                .setSameSite(CookieSameSite.LAX)
                .encode();
    }

    /** Who is told, on any thread, that the client went away before it had its answer. */
    void onLost(Runnable lost) {
        this.lost = lost;
        request.response().closeHandler(gone -> lost.run());
    }

    /** Sees to it that something is done once no answer can be expected any more. */
    long deadline(Runnable late) {
        EngineConfig config = loop.config();
        // A heartbeat's time, and as much again as its answer may take.
        long millis =
                config.pingInterval().plus(config.pingTimeout().multipliedBy(2)).toMillis();
        return loop.vertx().setTimer(millis, over -> late.run());
    }

    void cancel(long deadline) {
        loop.vertx().cancelTimer(deadline);
    }

    @Override
    public void answer(PollReply reply) {
        loop.execute(() -> write(reply));
    }

    /** Refuses a body that is too large. Nothing can follow it on this connection. */
    void refuseBody() {
        HttpServerResponse response = request.response();
        if (response.closed()) return;
        if (!response.ended()) {
            origin.apply(response);
            response.setStatusCode(413).putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            var unused = response.end();
        }
        RefusedBody.discard(request, loop.vertx());
    }

    @Override
    public void abort() {
        loop.execute(() -> request.connection().close());
    }

    private void write(PollReply reply) {
        HttpServerResponse response = request.response();
        if (response.ended()) return;
        if (response.closed()) {
            tellLost();
            return;
        }
        response.setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        origin.apply(response);
        if (cookie != null) response.putHeader(HttpHeaders.SET_COOKIE, cookie);
        if (reply.status() == 200 && isOldInternetExplorer()) response.putHeader("X-XSS-Protection", "0");
        response.end(Buffer.buffer(coded(reply.body(), response))).onFailure(gone -> tellLost());
    }

    private void tellLost() {
        Runnable told = lost;
        if (told != null) told.run();
    }

    private byte[] coded(byte[] body, HttpServerResponse response) {
        if (body.length < loop.config().compressionThreshold()) return body;
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        ContentCoding coding = ContentCoding.preferredOf(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (coding == null) return body;
        response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.token());
        return coding.encode(body);
    }

    /** Its filter against cross-site scripting holds JSONP for an attack. */
    private boolean isOldInternetExplorer() {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"));
    }
}
