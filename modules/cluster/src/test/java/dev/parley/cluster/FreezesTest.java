package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreezesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** So that the clock runs over while the test goes on: it may begin anywhere. */
    private static final long START = Long.MAX_VALUE - 10 * SECOND;

    private int told;
    private final Freezes freezes = new Freezes(START, () -> told++);

    @Test
    void aNodeThatIsAskedTheTimeAgainAndAgainHasHadNone() {
        for (int i = 1; i < 60; i++) freezes.tick(START + i * SECOND);
        assertThat(freezes.lately(START + 60 * SECOND)).isFalse();
        assertThat(told).isZero();
    }

    @Test
    void aNodeThatWasNotAskedForLongHasJustHadOne() {
        assertThat(freezes.lately(START + 60 * SECOND)).isTrue();
        for (int i = 61; i < 80; i++) freezes.tick(START + i * SECOND);
        assertThat(freezes.lately(START + 80 * SECOND)).isFalse();
        assertThat(told).isEqualTo(1);
    }
}
