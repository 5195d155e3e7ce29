package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.LogPlace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node knows of logs whose records are gone, and when it does not trust what it reads. */
class LogDirectoryTest {

    private static final NodeId SELF = new NodeId("self");
    private static final NodeId OTHER = new NodeId("other");
    private static final Duration LIFE = Duration.ofMinutes(4);

    private final Set<NodeId> others = new HashSet<>(Set.of(OTHER));
    private long now = 1_000_000;
    private final LogDirectory directory =
            new LogDirectory(SELF, new Members(), new LocalRecords(InstantSource.system()), LIFE, () -> now);

    private final class Members implements Membership {
        @Override
        public Set<NodeId> others() {
            return Set.copyOf(others);
        }

        @Override
        public void watch(Watcher watcher) {}
    }

    private void lose(NodeId node) {
        others.remove(node);
        directory.left(node);
    }

    private List<NodeId> origins() {
        return directory.places().stream().map(LogPlace::origin).toList();
    }

    @Test
    void theLogOfANodeThatWentWithItsRecordIsOneThatNobodyHas() {
        lose(OTHER);
        assertThat(directory.places())
                .contains(new LogPlace(OTHER, Optional.empty(), Optional.empty()))
                .hasSize(2);
        now += LIFE.toMillis() + 1;
        assertThat(origins()).containsExactly(SELF);
    }

    @Test
    void theLogOfANodeThatIsBackIsItsOwn() {
        lose(OTHER);
        others.add(OTHER);
        assertThat(origins()).containsExactlyInAnyOrder(SELF, OTHER);
        others.remove(OTHER);
        assertThat(origins()).as("nobody has said that it went").containsExactly(SELF);
    }

    @Test
    void whatIsReadIsNotTrustedForAWhileAfterANodeWentOrThisOneStoodStill() {
        assertThat(directory.unsettled()).isFalse();
        lose(OTHER);
        assertThat(directory.unsettled()).isTrue();
        now += 10_000;
        assertThat(directory.unsettled()).isFalse();
        directory.unsettle();
        assertThat(directory.unsettled()).isTrue();
    }
}
