package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.webhooks.Leases.PartitionLease;
import dev.parley.webhooks.Share.Step;
import dev.parley.webhooks.Share.Step.HandOver;
import dev.parley.webhooks.Share.Step.Lose;
import dev.parley.webhooks.Share.Step.Open;
import dev.parley.webhooks.Share.Step.Take;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShareTest {

    private static final int ALL = LaneKey.PARTITIONS;

    private static Map<Integer, PartitionLease> owned(String node, long term) {
        var leases = new HashMap<Integer, PartitionLease>();
        for (int i = 0; i < ALL; i++) leases.put(i, new PartitionLease(i, Optional.of(node), term));
        return leases;
    }

    private static Map<Integer, Long> held(long term) {
        var held = new HashMap<Integer, Long>();
        for (int i = 0; i < ALL; i++) held.put(i, term);
        return held;
    }

    private static List<Step> steps(
            Set<String> living, Set<String> working, Map<Integer, PartitionLease> leases, Map<Integer, Long> held) {
        return Share.steps("a", living, working, leases, held);
    }

    @Test
    void aNodeAloneTakesEverything() {
        assertThat(steps(Set.of("a"), Set.of("a"), Map.of(), Map.of()))
                .isEqualTo(IntStream.range(0, ALL).mapToObj(i -> new Take(i, 1)).toList());
    }

    @Test
    void whatANodeHasAndShouldHaveNeedsNoStep() {
        assertThat(steps(Set.of("a"), Set.of("a"), owned("a", 3), held(3))).isEmpty();
    }

    @Test
    void whatAnotherNodeHasIsLeftToItAsLongAsItLives() {
        assertThat(steps(Set.of("a", "b"), Set.of("a"), owned("b", 3), Map.of()))
                .isEmpty();
    }

    @Test
    void whatADeadNodeHadIsTakenByTheNextTerm() {
        assertThat(steps(Set.of("a"), Set.of("a"), owned("b", 3), Map.of()))
                .hasSize(ALL)
                .contains(new Take(5, 4));
    }

    @Test
    void twoNodesTakeEachItsOwnShareOfWhatADeadOneHad() {
        Set<String> both = Set.of("a", "b");
        var a = Share.steps("a", both, both, owned("c", 1), Map.of());
        var b = Share.steps("b", both, both, owned("c", 1), Map.of());
        assertThat(a).isNotEmpty();
        assertThat(b).isNotEmpty();
        assertThat(Stream.concat(a.stream(), b.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ALL).mapToObj(i -> new Take(i, 2)).toList());
    }

    @Test
    void aNewNodeIsHandedItsShare() {
        Set<String> both = Set.of("a", "b");
        List<Step> steps = steps(both, both, owned("a", 3), held(3));
        assertThat(steps).isNotEmpty().hasSizeLessThan(ALL).allMatch(step -> step instanceof HandOver);
    }

    @Test
    void aNodeThatLeavesHandsOverAllAndTakesNothing() {
        assertThat(steps(Set.of("a"), Set.of(), owned("a", 3), held(3)))
                .hasSize(ALL)
                .allMatch(step -> step instanceof HandOver);
        assertThat(steps(Set.of("a"), Set.of(), Map.of(), Map.of())).isEmpty();
    }

    @Test
    void whatWasTakenAwayIsLost() {
        assertThat(steps(Set.of("a", "b"), Set.of("a", "b"), owned("b", 4), held(3)))
                .hasSize(ALL)
                .contains(new Lose(7));
    }

    @Test
    void whatIsOwnedByATermThatNobodyWorksByIsOpened() {
        assertThat(steps(Set.of("a"), Set.of("a"), owned("a", 4), Map.of())).contains(new Open(7, 4));
        assertThat(steps(Set.of("a"), Set.of("a"), owned("a", 4), held(3))).contains(new Lose(7), new Open(7, 4));
    }
}
