package dev.parley.server.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/** A {@code traceparent} as a map that has nothing else. */
final class TraceParent implements TextMapGetter<String> {

    private static final TraceParent READ = new TraceParent();

    private static final String NAME = "traceparent";

    private TraceParent() {}

    /** What it says; the root where it is faulty. */
    static Context context(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, READ);
    }

    @Override
    public @Nullable String get(@Nullable String traceparent, String key) {
        return key.equals(NAME) ? traceparent : null;
    }
}
