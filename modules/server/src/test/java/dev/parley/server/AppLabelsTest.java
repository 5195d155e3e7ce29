package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many apps there are, there are only so many series. */
class AppLabelsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void label() {
        meters.config().meterFilter(new AppLabels("default", 3));
    }

    private void count(String app) {
        Counter.builder("events")
                .tag("app", app)
                .tag("kind", "x")
                .register(meters)
                .increment();
    }

    private double of(String app) {
        return meters.get("events").tag("app", app).tag("kind", "x").counter().count();
    }

    @Test
    void appsBeyondTheBoundAreCountedTogether() {
        IntStream.range(0, 10).forEach(i -> count("app-" + i));
        count("default");
        assertThat(of("app-0")).isEqualTo(1);
        assertThat(of("app-1")).isEqualTo(1);
        assertThat(of("other")).isEqualTo(8);
        assertThat(of("default")).as("the configured one").isEqualTo(1);
    }

    @Test
    void clientsOfNoAppTakeNoAppsPlace() {
        count("unknown");
        count("?");
        count("app-0");
        count("app-1");
        assertThat(of("app-1")).isEqualTo(1);
        assertThat(of("unknown")).isEqualTo(1);
        assertThat(of("?")).isEqualTo(1);
    }

    @Test
    void connectionsOfAppsThatAreGoneAreShownNoMore() {
        var metrics = new NodeMetrics("default", 2);
        metrics.refresh(Map.of("default", 3, "a", 1, "b", 2, "c", 4));
        assertThat(metrics.registry().scrape())
                .contains("parley_app_connections{app=\"default\"} 3.0")
                .containsPattern("parley_app_connections\\{app=\"other\"} [356].0");
        metrics.refresh(Map.of("default", 1));
        assertThat(metrics.registry().scrape())
                .contains("parley_app_connections{app=\"default\"} 1.0")
                .doesNotContain("app=\"other\"");
        metrics.close();
    }
}
