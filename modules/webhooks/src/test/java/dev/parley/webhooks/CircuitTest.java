package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Circuit circuit = new Circuit(3, Duration.ofSeconds(5));

    private static Instant after(int millis) {
        return NOW.plusMillis(millis);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) circuit.failed(circuit.begin(), NOW, Duration.ZERO);
    }

    @Nested
    class Closed {

        @Test
        void fewFailuresLeaveItSo() {
            fail(2);
            assertThat(circuit.admits(NOW)).isTrue();
        }

        @Test
        void aSuccessMakesTheFailuresBeforeItCountNoMore() {
            fail(2);
            circuit.succeeded();
            fail(2);
            assertThat(circuit.isClosed()).isTrue();
        }

        @Test
        void aReceiverThatAsksForItIsLeftAloneAfterOneFailure() {
            circuit.failed(circuit.begin(), NOW, Duration.ofSeconds(60));
            assertThat(circuit.admits(after(59_999))).isFalse();
            assertThat(circuit.admits(after(60_000))).isTrue();
        }
    }

    @Nested
    class Open {

        @Test
        void admitsOneProbeAfterASecond() {
            fail(3);
            assertThat(circuit.admits(after(999))).isFalse();
            assertThat(circuit.admitsAt()).contains(after(1_000));
            assertThat(circuit.admits(after(1_000))).isTrue();
            assertThat(circuit.begin()).isTrue();
            assertThat(circuit.admits(after(2_000))).isFalse();
        }

        @Test
        void eachProbeThatFailsDoublesThePauseUpToTheLongest() {
            fail(3);
            Instant at = after(1_000);
            for (int pause : new int[] {2_000, 4_000, 5_000, 5_000}) {
                circuit.failed(circuit.begin(), at, Duration.ZERO);
                assertThat(circuit.admitsAt()).contains(at.plusMillis(pause));
                at = at.plusMillis(pause);
            }
        }

        @Test
        void whatBeganBeforeItOpenedChangesNothingWhenItFails() {
            boolean early = circuit.begin();
            fail(3);
            circuit.failed(early, after(900), Duration.ZERO);
            assertThat(circuit.admitsAt()).contains(after(1_000));
        }

        @Test
        void aProbeThatSucceedsClosesIt() {
            fail(3);
            assertThat(circuit.begin()).isTrue();
            circuit.succeeded();
            assertThat(circuit.admits(NOW)).isTrue();
            fail(3);
            assertThat(circuit.admitsAt()).contains(after(1_000));
        }

        @Test
        void aProbeThatWasNotMadeLetsAnotherOneThrough() {
            fail(3);
            circuit.aborted(circuit.begin());
            assertThat(circuit.admits(after(1_000))).isTrue();
        }
    }
}
