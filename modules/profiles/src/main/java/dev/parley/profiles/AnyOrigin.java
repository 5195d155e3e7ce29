package dev.parley.profiles;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Lets pages of every origin use a route, as contracts have it whose originals did. Stateless. */
public final class AnyOrigin {

    private AnyOrigin() {}

    /** Answers what browsers ask beforehand with 204; goes on with all else. */
    public static void welcome(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        HttpServerRequest request = ctx.request();
        if (!request.method().equals(HttpMethod.OPTIONS)) {
            ctx.next();
            return;
        }
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            ctx.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers)
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        }
        ctx.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,HEAD,PUT,PATCH,POST,DELETE")
                .setStatusCode(204)
                .end();
    }
}
