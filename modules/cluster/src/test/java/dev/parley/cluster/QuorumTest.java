package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final Duration MISSED_FOR = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Cluster cluster = new Cluster();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final Quorum quorum = new Quorum(cluster, () -> now, MISSED_FOR, meters);

    private static NodeId node(int number) {
        return new NodeId("node-" + number);
    }

    /** Whose members come and go as the test says. */
    private static final class Cluster implements Membership {

        private final Set<NodeId> others = new LinkedHashSet<>();
        private Watcher watcher = new Watcher() {
            @Override
            public void joined(NodeId node) {}

            @Override
            public void left(NodeId node) {}
        };

        @Override
        public Set<NodeId> others() {
            return Set.copyOf(others);
        }

        @Override
        public void watch(Watcher watcher) {
            this.watcher = watcher;
        }

        void join(int number) {
            others.add(node(number));
            watcher.joined(node(number));
        }

        void leave(int number) {
            others.remove(node(number));
            watcher.left(node(number));
        }
    }

    @BeforeEach
    void fiveNodes() {
        cluster.join(2);
        cluster.join(3);
        quorum.open();
        cluster.join(4);
        cluster.join(5);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Nested
    class WithoutAWord {

        @Test
        void theGreaterPartIsNotDegraded() {
            cluster.leave(2);
            cluster.leave(3);
            assertThat(quorum.degraded()).isFalse();
            assertThat(gauge("parley.cluster.members")).isEqualTo(3);
        }

        @Test
        void theSmallerPartIsDegraded() {
            cluster.leave(2);
            cluster.leave(3);
            cluster.leave(4);
            assertThat(quorum.degraded()).isTrue();
            assertThat(gauge("parley.cluster.degraded")).isEqualTo(1);
        }

        @Test
        void neitherOfTwoHalvesIsSure() {
            cluster.join(6);
            for (int lost = 2; lost <= 4; lost++) cluster.leave(lost);
            assertThat(quorum.degraded()).isTrue();
        }

        @Test
        void aMergeEndsIt() {
            for (int lost = 2; lost <= 4; lost++) cluster.leave(lost);
            cluster.join(2);
            assertThat(quorum.degraded()).isFalse();
            assertThat(gauge("parley.cluster.degraded")).isZero();
        }

        @Test
        void anotherNodeInThePlaceOfADeadOneEndsIt() {
            for (int lost = 2; lost <= 4; lost++) cluster.leave(lost);
            cluster.join(9);
            assertThat(quorum.degraded()).isFalse();
        }

        @Test
        void restartsOneAfterAnotherLeaveNothingBehind() {
            for (int round = 0; round < 20; round++) {
                cluster.leave(2 + round % 4);
                cluster.join(2 + round % 4);
                assertThat(quorum.degraded()).isFalse();
            }
        }

        @Test
        void nobodyIsMissedForEver() {
            for (int lost = 2; lost <= 4; lost++) cluster.leave(lost);
            now = now.plus(MISSED_FOR);
            assertThat(quorum.degraded()).isFalse();
        }
    }

    @Nested
    class InGoodOrder {

        @Test
        void whoeverHasSaidSoIsNotMissed() {
            for (int lost = 2; lost <= 5; lost++) {
                quorum.departing(node(lost));
                cluster.leave(lost);
            }
            assertThat(quorum.degraded()).isFalse();
            assertThat(quorum.members()).isEqualTo(1);
        }

        @Test
        void oneThatComesBackAndDiesIsMissed() {
            quorum.departing(node(2));
            cluster.leave(2);
            cluster.join(2);
            for (int lost = 2; lost <= 4; lost++) cluster.leave(lost);
            assertThat(quorum.degraded()).isTrue();
        }

        @Test
        void clientsCanGoToOthersUntilAllAreDeparting() {
            for (int last = 2; last <= 4; last++) quorum.departing(node(last));
            assertThat(quorum.hasAnother()).isTrue();
            quorum.departing(node(5));
            assertThat(quorum.hasAnother()).isFalse();
        }
    }
}
