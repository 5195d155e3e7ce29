package dev.parley.server.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/** A {@code traceparent} as a map that has nothing else. */
final class TraceParent implements TextMapGetter<String> {

    static final TraceParent READ = new TraceParent();

    private static final String NAME = "traceparent";

    private TraceParent() {}

    @Override
    public @Nullable String get(@Nullable String traceparent, String key) {
        return key.equals(NAME) ? traceparent : null;
    }
}
