package dev.parley.api;

import dev.parley.api.access.Access;
import dev.parley.api.access.NamespaceParameter;
import dev.parley.api.apps.AppRoutes;
import dev.parley.api.apps.KeyRoutes;
import dev.parley.api.apps.SecretRoutes;
import dev.parley.api.audit.AuditRoutes;
import dev.parley.api.chat.ChatRoutes;
import dev.parley.api.console.ConsoleRoutes;
import dev.parley.api.contract.Contract;
import dev.parley.api.demo.DemoPages;
import dev.parley.api.demo.DemoRoutes;
import dev.parley.api.emit.EmitRoutes;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestId;
import dev.parley.api.http.RequestMeters;
import dev.parley.api.http.RequestSpans;
import dev.parley.api.http.Routes;
import dev.parley.api.idempotency.IdempotentRequests;
import dev.parley.api.server.DrainRoutes;
import dev.parley.api.server.ServerRoutes;
import dev.parley.api.sockets.SocketRoutes;
import dev.parley.api.tokens.TokenRoutes;
import dev.parley.api.webhooks.WebhookRoutes;
import dev.parley.apps.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: routes, and nothing else. One instance; it shares the public listener with the sockets, so its routes run
 * on the event loop that accepted the connection, and keep no state.
 */
public final class ApiVerticle extends VerticleBase {

    /** Of what Prometheus reads. */
    public static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int FIRST = -1;

    private static final Logger log = LoggerFactory.getLogger(ApiVerticle.class);

    private final ApiConfig config;
    private final ApiServices services;
    private volatile @Nullable Router router;

    /** The API of one node. */
    public ApiVerticle(ApiConfig config, ApiServices services) {
        this.config = config;
        this.services = services;
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(Contract::load).onSuccess(contract -> router = routes(contract));
    }

    private Router routes(Contract contract) {
        var access = new Access(
                services.apps(),
                config.admins(),
                services.sessions(),
                services.audit(),
                services.nanoTime(),
                services.meters());
        var spans = new RequestSpans(services.tracing());
        var routes = new Routes(vertx, contract, config.maxBody(), spans);
        routes.open("live", ctx -> Answers.send(ctx, 200, HealthAnswer.LIVE));
        routes.open("ready", this::ready);
        routes.answer("metrics", access.ofAllApps(Scope.READ), this::metrics);
        var namespace = new NamespaceParameter(services.namespaces());
        emits().addTo(routes, access);
        new SocketRoutes(services.sockets(), namespace, config.maxPage()).addTo(routes, access);
        new ServerRoutes(services.node(), () -> services.health().state().text(), this::store).addTo(routes, access);
        new DrainRoutes(services.drains()).addTo(routes, access);
        new TokenRoutes(services.bus(), services.clock()).addTo(routes, access);
        new ChatRoutes(services.chat(), services.online(), namespace, config.maxPage()).addTo(routes, access);
        new WebhookRoutes(services.webhooks(), services.clock(), config.maxPage()).addTo(routes, access);
        new AppRoutes(services.registry()).addTo(routes, access);
        new KeyRoutes(services.registry()).addTo(routes, access);
        new SecretRoutes(services.registry()).addTo(routes, access);
        new AuditRoutes(services.audit(), config.maxPage()).addTo(routes, access);
        new ConsoleRoutes(vertx, services.sessions(), config.console(), services.node(), services.audit())
                .addTo(routes, access);
        new Documents(vertx, services.documents(), config.docs()).addTo(routes);
        new DemoPages(vertx, config.demo().isPresent()).addTo(routes);
        new DemoRoutes(config.demo(), services.bus(), services.chat(), services.sockets()).addTo(routes, access);

        Router all = routes.router();
        all.route().order(FIRST).handler(new RequestMeters(services.meters())::begin);
        services.profiles().forEach(profile -> profile.addTo(all, access, spans));
        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            all.errorHandler(status, ctx -> failed(ctx, status));
        }
        return all;
    }

    private EmitRoutes emits() {
        return new EmitRoutes(
                config.emit(),
                services.namespaces(),
                services.broadcaster(),
                services.inquiries(),
                services.sockets(),
                services.ids(),
                new IdempotentRequests(
                        services.keptAnswers(), config.idempotency(), services.ids(), services.nanoTime()));
    }

    /** What the public listener hands over. Before the verticle has started the answer is 503. */
    public Handler<HttpServerRequest> requests() {
        return request -> {
            RequestId.assign(request, services.ids());
            Router routes = router;
            if (routes == null) {
                request.response().setStatusCode(503).end();
            } else {
                routes.handle(request);
            }
        };
    }

    /** All routes, for a test that compares them with their document. */
    List<Route> routes() {
        return router == null ? List.of() : router.getRoutes();
    }

    private void metrics(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE)
                .end(services.meters().scrape());
    }

    private void ready(RoutingContext ctx) {
        Health health = services.health();
        Answers.send(ctx, health.state().takesClients() ? 200 : 503, HealthAnswer.readiness(health));
    }

    private String store() {
        return services.health().store().text();
    }

    private static void failed(RoutingContext ctx, int status) {
        if (status == 500) {
            log.atError()
                    .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                    .setCause(ctx.failure())
                    .log("a request failed: {}", ctx.normalizedPath());
        }
        Problem.ofStatus(status).send(ctx.response());
    }
}
