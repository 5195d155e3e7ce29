package dev.parley.server.tracing;

import dev.parley.bus.tracing.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Optional;

/** One that a collector gets, if its trace was chosen. Safe on every thread. */
record SentSpan(io.opentelemetry.api.trace.Span span) implements Span {

    @Override
    public Optional<String> traceparent() {
        SpanContext context = span.getSpanContext();
        return context.isSampled()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-01")
                : Optional.empty();
    }

    @Override
    public Span note(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Span note(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Span link(String traceparent) {
        var there = io.opentelemetry.api.trace.Span.fromContext(TraceParent.context(traceparent));
        if (there.getSpanContext().isValid()) span.addLink(there.getSpanContext());
        return this;
    }

    @Override
    public Span failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
        return this;
    }

    @Override
    public void end() {
        span.end();
    }
}
