package dev.parley.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing.Kind;
import dev.parley.server.config.ObservabilityConfig.TracingConfig;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a collector of OpenTelemetry gets. */
class OpenTelemetryTracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Optional<String> PARENT = Optional.of("00-" + TRACE + "-b7ad6b7169203331-01");
    private static final Optional<String> NOT_CHOSEN = Optional.of("00-" + TRACE + "-b7ad6b7169203331-00");

    @AutoClose
    private final Collector collector = Collector.open();

    private OpenTelemetryTracing tracing(double sample) {
        return new OpenTelemetryTracing(new TracingConfig(collector.endpoint(), sample), new NodeId("node-1"), "1.2.3");
    }

    @Test
    void aSpanGoesOnWithTheTraceOfItsCallerAndIsSentAtTheEnd() {
        try (OpenTelemetryTracing tracing = tracing(0)) {
            Span span = tracing.begin(Kind.SERVER, "POST /here", PARENT).note("parley.node", "node-1");
            assertThat(span.traceparent().orElseThrow())
                    .startsWith("00-" + TRACE + "-")
                    .endsWith("-01");
            assertThat(span.traceparent()).isNotEqualTo(PARENT);
            span.failed("status 500").end();
        }
        assertThat(collector.with("POST /here")).isEqualTo(1);
        assertThat(collector.withId(TRACE)).isEqualTo(1);
        assertThat(collector.with("status 500")).isEqualTo(1);
        assertThat(collector.with("parley")).isEqualTo(1);
    }

    @Test
    void whatWasNotChosenIsNeitherSentNorPassedOn() {
        try (OpenTelemetryTracing tracing = tracing(0)) {
            Span fresh = tracing.begin(Kind.CLIENT, "webhook", Optional.empty());
            Span asked = tracing.begin(Kind.SERVER, "POST /here", NOT_CHOSEN);
            assertThat(fresh.traceparent()).isEmpty();
            assertThat(asked.traceparent()).isEmpty();
            fresh.end();
            asked.end();
        }
        assertThat(collector.with("parley")).isZero();
    }

    @Test
    void aFaultyTraceparentIsAsNone() {
        try (OpenTelemetryTracing tracing = tracing(1)) {
            Span span = tracing.begin(Kind.SERVER, "POST /here", Optional.of("00-" + TRACE + "-\n"));
            assertThat(span.traceparent().orElseThrow()).doesNotContain(TRACE);
            span.end();
        }
        assertThat(collector.with("POST /here")).isEqualTo(1);
    }

    @Test
    void aCollectorThatIsNotThereHoldsNobodyUp() {
        var nowhere = new TracingConfig(URI.create("http://127.0.0.1:1/v1/traces"), 1);
        try (var tracing = new OpenTelemetryTracing(nowhere, new NodeId("node-1"), "1.2.3")) {
            for (int i = 0; i < 10_000; i++)
                tracing.begin(Kind.SERVER, "POST /here", Optional.empty()).end();
        }
        assertThat(collector.with("parley")).isZero();
    }
}
