package dev.parley.chaos.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsAreThoseOfTheStockClient() {
        for (int seed = 0; seed < 1_000; seed++) {
            var backoff = new Backoff(new Random(seed));
            long[] waits = LongStream.generate(backoff::next).limit(100).toArray();
            assertThat(waits[0]).isBetween(500L, 1_500L);
            assertThat(waits[1]).isBetween(1_000L, 3_000L);
            assertThat(LongStream.of(waits).max().orElseThrow()).isLessThanOrEqualTo(5_000);
            assertThat(waits[99]).isBetween(2_500L, 5_000L);
        }
    }
}
