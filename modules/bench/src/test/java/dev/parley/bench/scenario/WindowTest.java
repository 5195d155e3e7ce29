package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.contender.TestServers;
import dev.parley.bench.load.Histogram;
import dev.parley.bench.load.Loop;
import dev.parley.bench.scenario.Outcome.Measured;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class WindowTest {

    private static final Duration TIME = Duration.ofMillis(100);
    private static final long COUNT = 1_000;

    private final Loop loop = new Loop();
    private final Histogram latency = new Histogram();
    private final Stage stage = new Stage(
            loop,
            TestServers.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)),
            Duration.ZERO,
            TIME,
            Stage.ANY);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void aTimeInWhichNothingHappenedHasNoResult() {
        var window = new Window(stage);
        assertThatThrownBy(() -> window.end(0, latency, latency)).hasMessageContaining("nothing happened");
    }

    @Test
    void whatHappenedIsToldBySecondAndWithItsLatencies() {
        latency.record(7);
        var window = new Window(stage);
        loop.run(TIME);
        // The generator only waits, so it is not what was measured.
        assertThat(window.end(COUNT, latency, new Histogram())).isInstanceOfSatisfying(Measured.class, measured -> {
            assertThat(measured.perSecond()).isPositive().isLessThanOrEqualTo(COUNT / 0.1);
            assertThat(measured.value()).isZero();
            assertThat(measured.latency().p999()).isEqualTo(7);
            assertThat(measured.last()).isEqualTo(Outcome.Latency.NONE);
            assertThat(measured.busy()).isLessThan(Window.TOO_BUSY);
        });
    }
}
