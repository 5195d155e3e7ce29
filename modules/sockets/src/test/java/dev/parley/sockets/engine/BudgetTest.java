package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A rate of ten in a second. The clock begins where it may. */
class BudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND;

    private final Budget budget = new Budget(START);

    private int taken(long now) {
        int taken = 0;
        while (budget.take(1, 10, now)) taken++;
        return taken;
    }

    @Test
    void givesTwiceAsMuchAtOnce() {
        assertThat(taken(START)).isEqualTo(20);
    }

    @Test
    void givesTheRateFromThenOnAndNoMoreThanTheBurst() {
        assertThat(taken(START)).isEqualTo(20);
        assertThat(taken(START + SECOND / 10 - 1)).isZero();
        assertThat(taken(START + SECOND)).isEqualTo(10);
        assertThat(taken(START + 100 * SECOND)).isEqualTo(20);
    }

    @Test
    void tellsHowLongToWait() {
        assertThat(budget.wait(1, 10, START)).isZero();
        taken(START);
        assertThat(budget.wait(1, 10, START)).isEqualTo(SECOND / 10);
        assertThat(budget.take(1, 10, START + SECOND / 10)).isTrue();
    }

    @Test
    void goesOnWithAnotherRate() {
        taken(START);
        int taken = 0;
        while (budget.take(1, 100, START + SECOND)) taken++;
        assertThat(taken).isEqualTo(100);
    }

    @Test
    void canBeOverdrawnByWhatHasCome() {
        budget.charge(50, 10, START);
        assertThat(budget.debt(START)).isEqualTo(5 * SECOND);
        assertThat(budget.take(1, 10, START + 3 * SECOND)).isFalse();
        assertThat(budget.take(1, 10, START + 4 * SECOND)).isTrue();
    }
}
