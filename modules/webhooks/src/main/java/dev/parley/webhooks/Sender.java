package dev.parley.webhooks;

import dev.parley.webhooks.WebhooksConfig.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.SecretKey;

/**
 * Makes single attempts at one endpoint. Confined to the context of its WebhookVerticle.
 *
 * <p>Trusts the receiver with nothing: the whole attempt has one deadline, redirects are not followed, certificates are
 * checked, and of an answer only status and {@code Retry-After} are kept. What is behind the cap of an answer, or comes
 * after the deadline, is cut off with the connection; a status that has arrived counts all the same.
 */
final class Sender {

    /** The HTTP/2 code; HTTP/1.1 has none and closes the connection. */
    private static final long CANCEL = 8;

    private static final int ANSWER_BYTES = 64 * 1024;

    /** Below the 5 s after which a Node receiver closes idle connections, so that few posts meet a closing one. */
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(4);

    private final Vertx vertx;
    private final SecretKey secret;
    private final InstantSource clock;
    private final long timeout;
    private final RequestOptions target;
    private final HttpClient client;

    Sender(Vertx vertx, WebhooksConfig config, Endpoint endpoint, int connections, InstantSource clock) {
        this.vertx = vertx;
        this.secret = endpoint.secret();
        this.clock = clock;
        this.timeout = config.timeout().toMillis();
        this.target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(endpoint.url().toString())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Parley");
        var options = new HttpClientOptions()
                .setConnectTimeout((int) timeout)
                .setSslHandshakeTimeout(timeout)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) IDLE_CONNECTION.toSeconds());
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Makes one attempt. Never fails: whatever goes wrong is an outcome. */
    Future<Outcome> post(Delivery delivery) {
        long started = System.nanoTime();
        byte[] body = delivery.body().toBytes();
        return client.request(request(delivery, body))
                .compose(request -> send(request, body, started))
                .otherwise(Outcome::unanswered);
    }

    Future<Void> close() {
        return client.close();
    }

    private RequestOptions request(Delivery delivery, byte[] body) {
        var options = new RequestOptions(target);
        StandardWebhook.headers(delivery.id(), clock.instant(), body, secret).forEach(options::putHeader);
        return options;
    }

    private Future<Outcome> send(HttpClientRequest request, byte[] body, long started) {
        long left = timeout - Duration.ofNanos(System.nanoTime() - started).toMillis();
        long deadline = vertx.setTimer(Math.max(1, left), id -> request.reset(CANCEL, new TimeoutException()));
        return request.send(Buffer.buffer(body)).compose(this::judge).onComplete(done -> vertx.cancelTimer(deadline));
    }

    private Future<Outcome> judge(HttpClientResponse response) {
        Outcome outcome = Outcome.of(response.statusCode(), response.getHeader("retry-after"), clock.instant());
        response.handler(new Discard(response.request()));
        return response.end().transform(ended -> Future.succeededFuture(outcome));
    }

    /** Reads an answer away up to the cap. Confined to one answer. */
    private static final class Discard implements Handler<Buffer> {

        private final HttpClientRequest request;
        private int left = ANSWER_BYTES;

        Discard(HttpClientRequest request) {
            this.request = request;
        }

        @Override
        public void handle(Buffer part) {
            left -= part.length();
            if (left < 0) request.reset();
        }
    }
}
