package dev.parley.api;

import dev.parley.apps.Apps;
import dev.parley.apps.Scope;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Inquiries;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: routes, and nothing else. One instance; it shares the public listener with the sockets, so its routes run
 * on the event loop that accepted the connection, and keep no state.
 */
public final class ApiVerticle extends VerticleBase {

    private static final Logger log = LoggerFactory.getLogger(ApiVerticle.class);

    private final ApiConfig config;
    private final Apps apps;
    private final Predicate<String> namespaces;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final Supplier<String> ids;
    private final Health health;
    private final PrometheusMeterRegistry meters;
    private volatile @Nullable Router router;

    /**
     * The API of one node.
     *
     * @param namespaces whether there is a namespace of this name
     * @param ids makes the ids of accepted events
     */
    public ApiVerticle(
            ApiConfig config,
            Apps apps,
            Predicate<String> namespaces,
            Broadcaster broadcaster,
            Inquiries inquiries,
            Supplier<String> ids,
            Health health,
            PrometheusMeterRegistry meters) {
        this.config = config;
        this.apps = apps;
        this.namespaces = namespaces;
        this.broadcaster = broadcaster;
        this.inquiries = inquiries;
        this.ids = ids;
        this.health = health;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        Router routes = Router.router(vertx);
        routes.get("/health/live").handler(ctx -> json(ctx, 200, "{\"status\":\"live\"}"));
        routes.get("/health/ready").handler(this::ready);

        routes.route("/metrics").handler(new ApiKeyHandler(apps, Scope.READ));
        routes.get("/metrics")
                .handler(ctx -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()));
        routes.route("/api/*").handler(new ApiKeyHandler(apps, Scope.EMIT));
        routes.post("/api/v1/emit")
                .consumes("application/json")
                .handler(BodyHandler.create(false).setBodyLimit(config.maxBody()))
                .handler(new EmitHandler(namespaces, config, broadcaster, inquiries, ids));

        for (String document : new String[] {"openapi.yaml", "asyncapi.yaml"}) {
            Buffer text = resource(document);
            routes.get("/" + document)
                    .handler(ctx -> ctx.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                            .end(text));
        }

        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            routes.errorHandler(status, ctx -> failed(ctx, status));
        }
        router = routes;
        return Future.succeededFuture();
    }

    /** What the public listener hands over. Before the verticle has started the answer is 503. */
    public Handler<HttpServerRequest> requests() {
        return request -> {
            Router routes = router;
            if (routes == null) {
                request.response().setStatusCode(503).end();
            } else {
                routes.handle(request);
            }
        };
    }

    private void ready(RoutingContext ctx) {
        if (health.isReady()) {
            json(ctx, 200, "{\"status\":\"ready\"}");
        } else {
            json(ctx, 503, "{\"status\":\"not ready\"}");
        }
    }

    /** A file beside this class. */
    private static Buffer resource(String name) {
        try (InputStream file = Objects.requireNonNull(ApiVerticle.class.getResourceAsStream(name))) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    private static void failed(RoutingContext ctx, int status) {
        if (status == 500) log.error("a request failed: {}", ctx.normalizedPath(), ctx.failure());
        Problem.ofStatus(status).send(ctx.response());
    }

    private static void json(RoutingContext ctx, int status, String body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
