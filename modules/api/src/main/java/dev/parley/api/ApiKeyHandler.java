package dev.parley.api;

import dev.parley.apps.Apps;
import dev.parley.apps.Apps.Caller;
import dev.parley.apps.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Lets a request pass that carries an API key of some app with the needed scope, as {@code X-Api-Key} or {@code
 * Authorization: Bearer}. Safe on every thread.
 */
final class ApiKeyHandler implements Handler<RoutingContext> {

    private static final String CALLER = Caller.class.getName();
    private static final String BEARER = "Bearer ";

    private final Apps apps;
    private final Scope needed;

    ApiKeyHandler(Apps apps, Scope needed) {
        this.apps = apps;
        this.needed = needed;
    }

    /** Whose key a request that has passed carries. */
    static Caller caller(RoutingContext ctx) {
        Caller caller = ctx.get(CALLER);
        if (caller == null) throw new IllegalStateException("the request did not pass an ApiKeyHandler");
        return caller;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Optional<Caller> caller = presented(ctx.request()).flatMap(apps::byKey);
        if (caller.isEmpty()) {
            Problem.unauthorized().send(ctx.response());
        } else if (!caller.get().key().scopes().contains(needed)) {
            Problem.outOfScope(needed).send(ctx.response());
        } else {
            ctx.put(CALLER, caller.get());
            ctx.next();
        }
    }

    private static Optional<String> presented(HttpServerRequest request) {
        String key = request.getHeader("X-Api-Key");
        if (key != null) return Optional.of(key);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
