package dev.parley.profiles.panel;

import dev.parley.api.http.RequestId;
import dev.parley.sockets.engine.Origins;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the contract's routes, and answers what goes wrong below its paths as the contract does. Confined to the start of
 * the verticle.
 */
final class PanelRouter {

    private static final Logger log = LoggerFactory.getLogger(PanelRouter.class);

    private static final List<String> SECTIONS = List.of("/user", "/room", "/auth");

    /** Another contract's, which may be served beside this one. */
    private static final Set<String> FOREIGN = Set.of("/auth/sign-up", "/auth/sign-in");

    private static final String METHODS = "GET,POST,PATCH,DELETE";

    private final Router router;
    private final String prefix;
    private final Origins origins;
    private final BodyHandler body;

    PanelRouter(Router router, PanelConfig config) {
        this.router = router;
        this.prefix = config.httpPath();
        this.origins = new Origins(config.httpOrigins());
        this.body = BodyHandler.create(false).setBodyLimit(config.maxBody()).setMergeFormAttributes(false);
    }

    /** Before all others: pages from elsewhere hear whether they may ask. */
    void open() {
        for (String section : SECTIONS) router.route(prefix + section + "/*").handler(this::origin);
    }

    private void origin(RoutingContext ctx) {
        if (isForeign(ctx)) {
            ctx.next();
            return;
        }
        boolean elsewhere = origins.welcome(ctx.request());
        if (!HttpMethod.OPTIONS.equals(ctx.request().method())) {
            ctx.next();
            return;
        }
        HttpServerResponse response = ctx.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, METHODS);
        String wanted = ctx.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (elsewhere) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            if (wanted != null) response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        response.end();
    }

    /** For everybody, whoever it is. */
    void text(String path, String text) {
        router.get(prefix + path).handler(ctx -> {
            origins.welcome(ctx.request());
            ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .end(text);
        });
    }

    void get(String path, SecurityPolicyHandler door, Function<RoutingContext, Future<PanelAnswer>> then) {
        add(HttpMethod.GET, path, door).handler(ctx -> answer(ctx, then.apply(ctx)));
    }

    void delete(String path, SecurityPolicyHandler door, Function<RoutingContext, Future<PanelAnswer>> then) {
        add(HttpMethod.DELETE, path, door).handler(ctx -> answer(ctx, then.apply(ctx)));
    }

    void post(String path, SecurityPolicyHandler door, BiFunction<RoutingContext, Fields, Future<PanelAnswer>> then) {
        add(HttpMethod.POST, path, door).handler(body).handler(ctx -> read(ctx, then));
    }

    void patch(String path, SecurityPolicyHandler door, BiFunction<RoutingContext, Fields, Future<PanelAnswer>> then) {
        add(HttpMethod.PATCH, path, door).handler(body).handler(ctx -> read(ctx, then));
    }

    /** For paths that a regular expression describes; its groups are the parameters. */
    void postTo(
            String regex, SecurityPolicyHandler door, BiFunction<RoutingContext, Fields, Future<PanelAnswer>> then) {
        router.routeWithRegex(HttpMethod.POST, prefix.replace(".", "\\.") + regex)
                .handler(door)
                .handler(body)
                .handler(ctx -> read(ctx, then));
    }

    /**
     * For a route whose body may have files.
     *
     * @param check looks at such a request before its body is read, and goes on with it or answers it
     * @param files reads such a body
     */
    void post(
            String path,
            SecurityPolicyHandler door,
            SecurityPolicyHandler check,
            Handler<RoutingContext> files,
            BiFunction<RoutingContext, Fields, Future<PanelAnswer>> then) {
        add(HttpMethod.POST, path, door)
                .handler(check)
                .handler(ctx -> (PanelBody.isMultipart(ctx.request()) ? files : body).handle(ctx))
                .handler(ctx -> read(ctx, then));
    }

    /** For a route that answers by itself. */
    void raw(String path, SecurityPolicyHandler door, Function<RoutingContext, Future<Void>> then) {
        add(HttpMethod.GET, path, door).handler(ctx -> then.apply(ctx).onFailure(ctx::fail));
    }

    /** After all others. */
    void close() {
        for (String section : SECTIONS) {
            router.route(prefix + section + "/*").handler(this::unknown).failureHandler(this::failed);
        }
    }

    private Route add(HttpMethod method, String path, SecurityPolicyHandler door) {
        return router.route(method, prefix + path).handler(door);
    }

    private boolean isForeign(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        return path.startsWith(prefix) && FOREIGN.contains(path.substring(prefix.length()));
    }

    private static void read(RoutingContext ctx, BiFunction<RoutingContext, Fields, Future<PanelAnswer>> then) {
        switch (PanelBody.of(ctx)) {
            case PanelBody.Unreadable unreadable ->
                PanelAnswer.badRequest(unreadable.why()).send(ctx);
            case PanelBody.Read read -> answer(ctx, then.apply(ctx, read.fields()));
        }
    }

    private static void answer(RoutingContext ctx, Future<PanelAnswer> answer) {
        answer.onSuccess(it -> it.send(ctx)).onFailure(ctx::fail);
    }

    private void unknown(RoutingContext ctx) {
        if (isForeign(ctx)) ctx.next();
        else PanelAnswer.notFound(ctx.request().method(), ctx.request().uri()).send(ctx);
    }

    private void failed(RoutingContext ctx) {
        if (isForeign(ctx)) {
            ctx.next();
            return;
        }
        if (ctx.failure() instanceof HttpClosedException) return;
        switch (ctx.statusCode()) {
            case 400 -> PanelAnswer.badRequest("The body cannot be read").send(ctx);
            case 413 -> PanelAnswer.thrown(413, "request entity too large").send(ctx);
            default -> {
                log.atError()
                        .addKeyValue(RequestId.LOGGED, RequestId.of(ctx.response()))
                        .setCause(ctx.failure())
                        .log("a request failed: {}", ctx.normalizedPath());
                PanelAnswer.failed().send(ctx);
            }
        }
    }
}
