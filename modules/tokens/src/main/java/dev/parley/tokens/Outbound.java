package dev.parley.tokens;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Asks other servers. Confined to the context of its TokenVerticle.
 *
 * <p>Trusts them with nothing: one deadline from connecting to the end of the answer, no redirects, no compression,
 * certificates checked, and a cap on what is read.
 */
final class Outbound {

    /** The HTTP/2 code; HTTP/1.1 has none and closes the connection. */
    private static final long CANCEL = 8;

    private final Vertx vertx;
    private final HttpClient client;

    /** @param connections open at once to one server */
    Outbound(Vertx vertx, int connections) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
    }

    /** What another server said. */
    record Reply(int status, Buffer body) {}

    /** Fails when there is no whole answer in time, or one of more than {@code cap} bytes. */
    Future<Reply> get(URI url, Duration timeout, int cap) {
        return exchange(options(HttpMethod.GET, url, timeout), Buffer.buffer(), timeout, cap);
    }

    /** The same with a body in JSON. */
    Future<Reply> post(URI url, Buffer json, Duration timeout, int cap) {
        RequestOptions options = options(HttpMethod.POST, url, timeout).putHeader("content-type", "application/json");
        return exchange(options, json, timeout, cap);
    }

    private static RequestOptions options(HttpMethod method, URI url, Duration timeout) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis())
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "Parley");
    }

    private Future<Reply> exchange(RequestOptions options, Buffer body, Duration timeout, int cap) {
        long started = System.nanoTime();
        return client.request(options).compose(request -> {
            long left = timeout.minusNanos(System.nanoTime() - started).toMillis();
            long deadline = vertx.setTimer(Math.max(1, left), id -> request.reset(CANCEL, new TimeoutException()));
            return request.send(body)
                    .compose(response -> read(request, response, cap))
                    .onComplete(done -> vertx.cancelTimer(deadline));
        });
    }

    private static Future<Reply> read(HttpClientRequest request, HttpClientResponse response, int cap) {
        Promise<Reply> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(new Reply(response.statusCode(), body)));
        response.handler(part -> {
            if (body.length() + part.length() > cap) {
                whole.tryFail("more than " + cap + " bytes");
                request.reset(CANCEL);
            } else {
                body.appendBuffer(part);
            }
        });
        return whole.future();
    }

    Future<Void> close() {
        return client.close();
    }
}
