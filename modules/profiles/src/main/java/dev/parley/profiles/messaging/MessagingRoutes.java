package dev.parley.profiles.messaging;

import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Access;
import dev.parley.api.http.RequestSpans;
import dev.parley.bus.AppNamespace;
import dev.parley.profiles.AnyOrigin;
import dev.parley.profiles.ProfileServices;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;

/** The contract's HTTP routes in one namespace of the standard app: open to pages of every origin, as the original's. */
final class MessagingRoutes implements ProfileRoutes {

    private final MessagingConfig config;
    private final ProfileServices node;
    private final String namespace;
    private final String prefix;
    private final Passwords passwords;

    MessagingRoutes(MessagingConfig config, ProfileServices node, String namespace) {
        this.config = config;
        this.node = node;
        this.namespace = namespace;
        this.prefix = config.httpPath();
        this.passwords = new Passwords(node.vertx(), config.maxSignIns(), config.passwordIterations());
    }

    @Override
    public void addTo(Router router, Access access, RequestSpans spans) {
        for (String path : List.of("/auth/sign-up", "/auth/sign-in", "/message", "/message/*")) {
            router.route(prefix + path).handler(AnyOrigin::welcome).failureHandler(MessagingRoutes::failed);
        }
        var signing = new SignRoutes(config, node, passwords, this::at);
        add(router, HttpMethod.POST, "/auth/sign-up", signing::signUp);
        add(router, HttpMethod.POST, "/auth/sign-in", signing::signIn);
        new MessageRoutes(config, node, new Door(node, this::at))
                .all()
                .forEach(each -> add(router, each.method(), each.path(), each.handler()));
    }

    private void add(Router router, HttpMethod method, String path, Handler<RoutingContext> handler) {
        Route route = router.route(method, prefix + path);
        if (!method.equals(HttpMethod.GET)) {
            route.handler(BodyHandler.create(false).setBodyLimit(config.maxBody()));
        }
        route.handler(handler).failureHandler(MessagingRoutes::failed);
    }

    /** The standard app may change its name, so it is looked up each time. */
    private AppNamespace at() {
        return new AppNamespace(node.apps().standard().id(), namespace);
    }

    /** The router's own refusals, in this contract's words; who has gone in the middle of a body wants none. */
    private static void failed(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) return;
        switch (ctx.statusCode()) {
            case 413 -> HttpReply.error(ctx, 413, "The body is too large");
            case 400 -> HttpReply.error(ctx, 400, "The request could not be read");
            default -> ctx.next();
        }
    }
}
