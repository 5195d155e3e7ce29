package dev.parley.profiles.messaging;

import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Access;
import dev.parley.bus.AppNamespace;
import dev.parley.profiles.AnyOrigin;
import dev.parley.profiles.ProfileServices;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
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
    public void addTo(Router router, Access access) {
        for (String path : List.of("/auth/sign-up", "/auth/sign-in", "/message", "/message/*")) {
            router.route(prefix + path).handler(AnyOrigin::welcome).failureHandler(MessagingRoutes::failed);
            BodyHandler body = BodyHandler.create(false).setBodyLimit(config.maxBody());
            for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
                router.route(method, prefix + path).handler(body).failureHandler(MessagingRoutes::failed);
            }
        }
        var signing = new SignRoutes(config, node, passwords, this::at);
        router.post(prefix + "/auth/sign-up").handler(signing::signUp).failureHandler(MessagingRoutes::failed);
        router.post(prefix + "/auth/sign-in").handler(signing::signIn).failureHandler(MessagingRoutes::failed);
        new MessageRoutes(config, node, new Door(node, this::at))
                .all()
                .forEach(each -> router.route(each.method(), prefix + each.path())
                        .handler(each.handler())
                        .failureHandler(MessagingRoutes::failed));
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
