package dev.parley.api.management;

import dev.parley.api.ApiVerticle;
import dev.parley.api.Health;
import dev.parley.api.HealthAnswer;
import dev.parley.api.server.NodeFacts;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The management listener: {@code GET} and {@code HEAD} of {@code /metrics}, {@code /health}, {@code /health/live} and {@code
 * /health/ready}, and nothing else. One instance, confined to its event loop. It is there before the node takes clients, and
 * until it has let go of the last one.
 */
public final class ManagementVerticle extends VerticleBase {

    private static final int IDLE_SECONDS = 60;

    private final ManagementConfig config;
    private final Health health;
    private final NodeFacts node;
    private final Supplier<String> metrics;
    private @Nullable HttpServer listener;

    /** @param metrics in the text format of Prometheus, as they are when it is asked */
    public ManagementVerticle(ManagementConfig config, Health health, NodeFacts node, Supplier<String> metrics) {
        this.config = config;
        this.health = health;
        this.node = node;
        this.metrics = metrics;
    }

    /** Fails, with the address, where somebody else listens there. */
    @Override
    public Future<?> start() {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen()
                .onSuccess(open -> listener = open)
                .recover(this::cannotListen);
    }

    /** The port that is listened on; 0 before that. */
    int port() {
        return listener == null ? 0 : listener.actualPort();
    }

    private Future<HttpServer> cannotListen(Throwable fault) {
        return Future.failedFuture(new IOException(
                "cannot listen on " + config.host() + ":" + config.port() + " for management (" + fault.getMessage()
                        + ")",
                fault));
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .setStatusCode(405)
                    .end();
            return;
        }
        int ready = health.state().takesClients() ? 200 : 503;
        switch (request.path()) {
            case "/metrics" -> send(request, 200, ApiVerticle.METRICS_TYPE, Buffer.buffer(metrics.get()));
            case "/health" -> send(request, ready, HealthAnswer.whole(health, node));
            case "/health/live" -> send(request, 200, HealthAnswer.LIVE);
            case "/health/ready" -> send(request, ready, HealthAnswer.readiness(health));
            case null, default -> response.setStatusCode(404).end();
        }
    }

    private static void send(HttpServerRequest request, int status, RawJson body) {
        send(request, status, "application/json", Buffer.buffer(body.toBytes()));
    }

    private static void send(HttpServerRequest request, int status, String type, Buffer body) {
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (request.method().equals(HttpMethod.HEAD)) response.end();
        else response.end(body);
    }
}
