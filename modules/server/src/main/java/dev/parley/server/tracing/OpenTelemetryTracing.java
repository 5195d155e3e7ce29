package dev.parley.server.tracing;

import dev.parley.bus.NodeId;
import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import dev.parley.server.config.ObservabilityConfig.TracingConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans by OTLP over HTTP, some at a time, from threads of its own; where the collector does not keep up or is not there,
 * those of the moment are lost, and nobody waits. Safe on every thread.
 */
public final class OpenTelemetryTracing implements Tracing, AutoCloseable {

    private static final int SENT_WITHIN_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Of one node.
     *
     * @param version of Parley
     */
    public OpenTelemetryTracing(TracingConfig config, NodeId node, String version) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.endpoint().toString())
                .build();
        var resource = Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", "parley")
                        .put("service.version", version)
                        .put("service.instance.id", node.value())
                        .build()));
        this.provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sample())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        this.tracer = provider.get("dev.parley", version);
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Kind kind, String name, Optional<String> parent) {
        return new SentSpan(tracer.spanBuilder(name)
                .setParent(parent.map(TraceParent::context).orElse(Context.root()))
                .setSpanKind(kind(kind))
                .startSpan());
    }

    private static SpanKind kind(Kind kind) {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case CONSUMER -> SpanKind.CONSUMER;
        };
    }

    /** Sends what is left. Blocks for two seconds at most. */
    @Override
    public void close() {
        var unused = provider.shutdown().join(SENT_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
