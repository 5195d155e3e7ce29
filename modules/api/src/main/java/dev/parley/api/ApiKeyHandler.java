package dev.parley.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Lets a request pass that carries an API key, as {@code X-Api-Key} or {@code Authorization: Bearer}. Safe on every thread. */
final class ApiKeyHandler implements Handler<RoutingContext> {

    private static final String BEARER = "Bearer ";

    private final List<ApiKey> keys;

    ApiKeyHandler(List<ApiKey> keys) {
        this.keys = keys;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (presented(ctx.request()).filter(this::isKnown).isPresent()) {
            ctx.next();
        } else {
            Problem.unauthorized().send(ctx.response());
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

    /** Every key is compared, so that the time tells nothing about which one came close. */
    private boolean isKnown(String presented) {
        boolean known = false;
        for (ApiKey key : keys) known |= key.matches(presented);
        return known;
    }
}
