package dev.parley.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.management.ManagementConfig;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ObservabilitySettingsTest {

    @Test
    void nothingListensAndNothingIsTracedUnlessSomebodyAsks() {
        ObservabilityConfig config = Loads.nothing().configuration().observability();
        assertThat(config.management()).isEmpty();
        assertThat(config.tracing()).isEmpty();
        assertThat(config.maxApps()).isEqualTo(100);
    }

    @Test
    void aPortIsEnoughForAListenerOnThisMachine() {
        assertThat(Loads.nothing()
                        .environment("PARLEY_MANAGEMENT_PORT", "9100")
                        .configuration()
                        .observability()
                        .management())
                .contains(new ManagementConfig("127.0.0.1", 9100));
    }

    @Test
    void thePortOfTheClientsIsRefused() {
        assertThat(Loads.nothing().environment("PARLEY_MANAGEMENT_PORT", "3000").faults())
                .anyMatch(fault -> fault.toString().startsWith("management.port: is listen.port too"));
    }

    @Test
    void whatKubernetesSaysOfAServiceOfThatNameIsNoPort() {
        Loads beside = Loads.nothing()
                .environment(
                        "PARLEY_MANAGEMENT_PORT", "tcp://10.0.0.1:9100",
                        "PARLEY_MANAGEMENT_SERVICE_HOST", "10.0.0.1",
                        "PARLEY_MANAGEMENT_SERVICE_PORT", "9100",
                        "PARLEY_MANAGEMENT_PORT_9100_TCP_ADDR", "10.0.0.1");
        assertThat(beside.configuration().observability().management()).isEmpty();
    }

    @Test
    void aCollectorAndAShareSayWhatIsTraced() {
        assertThat(Loads.nothing()
                        .environment(
                                "PARLEY_TRACING_ENDPOINT", "http://otel.internal:4318/v1/traces",
                                "PARLEY_TRACING_SAMPLE", "0.25")
                        .configuration()
                        .observability()
                        .tracing())
                .contains(
                        new ObservabilityConfig.TracingConfig(URI.create("http://otel.internal:4318/v1/traces"), 0.25));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(Loads.nothing()
                        .environment(
                                "PARLEY_TRACING_ENDPOINT", "otel.internal",
                                "PARLEY_TRACING_SAMPLE", "2",
                                "PARLEY_METRICS_MAX_APPS", "0",
                                "PARLEY_LOG_FORMAT", "xml")
                        .faults())
                .extracting(Fault::key)
                .containsExactlyInAnyOrder(
                        "tracing.endpoint", "tracing.sample", "metrics.max-apps", "PARLEY_LOG_FORMAT");
    }
}
