package dev.parley.api.http;

import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Optional;

/**
 * Tells of each request that a door has let in, as a part of whatever the caller's {@code traceparent} (W3C Trace Context) says.
 * Requests without a good key are not told of: anybody could make any number of them. Safe on every thread.
 */
public final class RequestSpans implements SecurityPolicyHandler {

    private static final String SPAN = Span.class.getName();

    private final Tracing tracing;

    /** Of one node. */
    public RequestSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (tracing.isOn()) begin(ctx);
        ctx.next();
    }

    private void begin(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String method = request.method().name();
        String path = RequestMeters.route(ctx);
        Span span = tracing.begin(
                        Tracing.Kind.SERVER, method + " " + path, Optional.ofNullable(request.getHeader("traceparent")))
                .note("http.request.method", method)
                .note("http.route", path)
                .note("parley.request.id", RequestId.of(ctx.response()));
        ctx.put(SPAN, span);
        ctx.addEndHandler(over -> {
            int status = ctx.response().getStatusCode();
            span.note("http.response.status_code", status);
            if (status >= 500) span.failed("status " + status);
            span.end();
        });
    }

    /** What those are told who do something for the request; nothing if its trace was not chosen, or nothing is traced. */
    public static Optional<String> traceparent(RoutingContext ctx) {
        Span span = ctx.get(SPAN);
        return span == null ? Optional.empty() : span.traceparent();
    }
}
