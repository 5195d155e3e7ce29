package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCopiesTest {

    private static final NodeId A = new NodeId("a");

    private long now;
    private final LogCopies copies = new LogCopies(LogNetwork.CONFIG.limitsOfCopies(), () -> now);

    private long take(NodeId holder, long after, long upTo, boolean reset) {
        var entry = new LogEntry(upTo, 0, LogNetwork.event("e", LogNetwork.LOBBY));
        return copies.take(new LogCopy(holder, A, after, upTo, List.of(entry), 0, List.of(), reset, true, false))
                .upTo();
    }

    @Test
    void aPartComesAsOftenAsItLikes() {
        assertThat(take(A, 0, 3, true)).isEqualTo(3);
        assertThat(take(A, 3, 4, false)).isEqualTo(4);
        assertThat(take(A, 3, 4, false)).isEqualTo(4);
        assertThat(copies.take(A).log().entries()).isEqualTo(2);
    }

    @Test
    void aPartThatDoesNotFollowIsRefused() {
        take(A, 0, 3, true);
        assertThat(take(A, 5, 6, false)).isEqualTo(-1);
        assertThat(take(new NodeId("other"), 3, 4, false)).isEqualTo(-1);
        assertThat(copies.take(A).log().last()).isEqualTo(3);
        assertThat(take(A, 3, 4, false)).as("there is no copy any more").isEqualTo(-1);
    }

    @Test
    void aCopyOfWhichNothingIsHeardIsDropped() {
        take(A, 0, 3, true);
        now += 60_000;
        copies.tick();
        assertThat(copies.has(A)).isTrue();
        now += 1;
        copies.tick();
        assertThat(copies.has(A)).isFalse();
    }
}
