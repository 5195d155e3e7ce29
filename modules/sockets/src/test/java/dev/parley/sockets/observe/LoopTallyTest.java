package dev.parley.sockets.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.trail.Tally.Count;
import dev.parley.bus.trail.Tally.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoopTallyTest {

    private Instant now = Instant.ofEpochSecond(100);
    private final LoopTally tally = new LoopTally(() -> now);

    @Test
    void countsBySecondAndReason() {
        tally.opened();
        tally.received(10);
        tally.received(5);
        now = now.plusMillis(1_500);
        tally.sent(7);
        tally.closed("ping timeout");
        tally.closed("transport close");
        tally.closed("ping timeout");

        assertThat(tally.take())
                .containsExactlyInAnyOrder(
                        new Count(100, Kind.OPENED, "", 1),
                        new Count(100, Kind.PACKETS_IN, "", 2),
                        new Count(100, Kind.BYTES_IN, "", 15),
                        new Count(101, Kind.PACKETS_OUT, "", 1),
                        new Count(101, Kind.BYTES_OUT, "", 7),
                        new Count(101, Kind.CLOSED, "ping timeout", 2),
                        new Count(101, Kind.CLOSED, "transport close", 1));
        assertThat(tally.take()).isEmpty();
    }

    @Test
    void whatNobodyTakesIsForgotten() {
        for (int i = 0; i < 100; i++) {
            tally.opened();
            now = now.plusSeconds(1);
        }
        assertThat(tally.take()).hasSizeLessThan(20);
    }
}
