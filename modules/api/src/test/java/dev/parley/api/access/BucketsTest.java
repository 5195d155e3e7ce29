package dev.parley.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final int MOST = 3;

    private final AtomicLong now = new AtomicLong();
    private final Buckets<String> buckets = new Buckets<>(MOST, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void twiceTheRateMayComeAtOnceAndTheRateGoesOn() {
        for (int i = 0; i < 20; i++) assertThat(buckets.take("a", 10)).isEmpty();
        assertThat(buckets.take("a", 10)).contains(Duration.ofMillis(100));
        pass(Duration.ofMillis(100));
        assertThat(buckets.take("a", 10)).isEmpty();
        assertThat(buckets.take("a", 10)).isPresent();
        assertThat(buckets.take("b", 10)).as("another one's").isEmpty();
    }

    @Test
    void anotherRateHoldsAtOnce() {
        for (int i = 0; i < 2; i++) buckets.take("a", 1);
        assertThat(buckets.take("a", 1)).isPresent();
        assertThat(buckets.take("a", 5)).isEmpty();
    }

    @Test
    void whoIsIdleIsForgotten() {
        buckets.take("a", 1);
        buckets.take("b", 1);
        pass(Duration.ofSeconds(11));
        buckets.take("c", 1);
        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void ofTooManyTheOneThatWasIdleLongestIsForgotten() {
        for (int i = 0; i < 2; i++) buckets.take("a", 1);
        buckets.take("b", 1);
        buckets.take("c", 1);
        assertThat(buckets.take("a", 1)).isPresent();
        buckets.take("d", 1);
        assertThat(buckets.size()).isEqualTo(MOST);
        assertThat(buckets.take("a", 1)).as("still remembered").isPresent();
    }
}
