package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void quantilesAreAsGoodAsOneInSixtyFour() {
        for (int i = 1; i <= 100_000; i++) histogram.record(i * 1_000L);
        assertThat(histogram.quantile(0.5)).isCloseTo(50_000_000L, within(50_000_000L / 64));
        assertThat(histogram.quantile(0.99)).isCloseTo(99_000_000L, within(99_000_000L / 64));
        assertThat(histogram.quantile(1)).isCloseTo(100_000_000L, within(100_000_000L / 64));
        assertThat(histogram.total()).isEqualTo(100_000);
    }

    @Test
    void smallOnesAreExactAndTheLargestHasAPlace() {
        for (long each : new long[] {0, 1, 63, 64, 127}) {
            histogram.clear();
            histogram.record(each);
            assertThat(histogram.quantile(0.5)).isEqualTo(each);
        }
        histogram.clear();
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.quantile(1)).isCloseTo(Long.MAX_VALUE, within(Long.MAX_VALUE / 64));
    }

    @Test
    void anEmptyOneIsZeroAndWhatIsNegativeIsNothing() {
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.record(-5);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.total()).isEqualTo(1);
    }
}
