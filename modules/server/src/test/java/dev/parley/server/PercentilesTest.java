package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    private final Timer timer = Timer.builder("t")
            .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100))
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final Percentiles percentiles = new Percentiles();

    private void take() {
        percentiles.take(List.of(timer));
    }

    private void record(int times, Duration each) {
        for (int i = 0; i < times; i++) timer.record(each);
    }

    @Test
    void nothingIsKnownWhereNothingWasMeasured() {
        take();
        take();
        assertThat(percentiles.at(0.5)).isEmpty();
    }

    @Test
    void aPercentileIsTheUpperEndOfItsBucket() {
        take();
        record(98, Duration.ofNanos(500_000));
        record(2, Duration.ofMillis(50));
        take();
        assertThat(percentiles.at(0.5)).hasValue(1);
        assertThat(percentiles.at(0.99)).hasValue(100);
    }

    @Test
    void whatIsBeyondTheLastBucketIsToldAsAtLeastThat() {
        take();
        record(1, Duration.ofSeconds(9));
        take();
        assertThat(percentiles.at(0.99)).hasValue(100);
    }

    @Test
    void whatWasLongAgoCountsNoMore() {
        record(1_000, Duration.ofMillis(50));
        take();
        for (int i = 0; i < 10; i++) take();
        record(1, Duration.ofNanos(500_000));
        take();
        assertThat(percentiles.at(0.99)).hasValue(1);
    }
}
