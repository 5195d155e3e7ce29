package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpochsTest {

    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final UUID OWN = UUID.randomUUID();
    private static final UUID OF_B = UUID.randomUUID();
    private static final UUID OF_C = UUID.randomUUID();

    private final List<String> told = new ArrayList<>();
    private final Epochs epochs = new Epochs(OWN, Map.of(B, OF_B));

    private final Membership.Watcher watcher = new Membership.Watcher() {
        @Override
        public void joined(NodeId node) {
            told.add(node.value() + " joined");
        }

        @Override
        public void left(NodeId node) {
            told.add(node.value() + " left");
        }
    };

    @Test
    void whoComesAndGoesIsToldOnceHoweverOftenItIsLookedAt() {
        for (int i = 0; i < 2; i++) see(OWN, Map.of(B, OF_B, C, OF_C));
        for (int i = 0; i < 2; i++) see(OWN, Map.of(C, OF_C));
        assertThat(told).containsExactly("c joined", "b left");
    }

    @Test
    void aNodeThatWasRemovedAndIsBackBeforeAnybodyLookedHasLeftAndJoined() {
        see(OWN, Map.of(B, UUID.randomUUID()));
        assertThat(told).containsExactly("b left", "b joined");
    }

    @Test
    void allOthersHaveLeftANodeThatWasRemovedItselfThoughItHasNotMissedThem() {
        see(UUID.randomUUID(), Map.of(B, OF_B));
        assertThat(told).containsExactly("b left", "b joined");
    }

    private void see(UUID own, Map<NodeId, UUID> others) {
        epochs.compare(own, others, List.of(watcher));
    }
}
