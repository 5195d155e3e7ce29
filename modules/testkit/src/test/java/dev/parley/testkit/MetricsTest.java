package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = Metrics.parse("""
            # HELP sent_total Events sent
            # TYPE sent_total counter
            sent_total{to="local"} 3.0
            sent_total{app="a b",to="remote"} 1.5E2
            sent_total_other 1000.0

            connections 7.0
            old 1 1700000000000
            most +Inf
            """);

    @Test
    void aNameAloneSumsOverAllLabels() {
        assertThat(metrics.sum("sent_total")).isEqualTo(153);
        assertThat(metrics.sum("connections")).isEqualTo(7);
    }

    @Test
    void labelsChooseAmongThem() {
        assertThat(metrics.sum("sent_total", "to=\"local\"")).isEqualTo(3);
        assertThat(metrics.sum("sent_total", "to=\"remote\"", "app=\"a b\"")).isEqualTo(150);
    }

    @Test
    void timeStampsAndInfinityAreUnderstood() {
        assertThat(metrics.sum("old")).isEqualTo(1);
        assertThat(metrics.sum("most")).isInfinite();
    }

    @Test
    void anAbsentMetricIsNoZero() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> metrics.sum("sent"));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> metrics.sum("sent_total", "to=\"moon\""));
    }

    @Test
    void whatIsNoMetricIsRefused() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Metrics.parse("<html>"));
    }
}
