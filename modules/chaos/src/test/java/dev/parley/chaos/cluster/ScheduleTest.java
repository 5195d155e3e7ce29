package dev.parley.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<Fault.Kind> KINDS = List.of(Fault.Kind.values());

    private static List<Fault> faults(long seed) {
        var schedule = new Schedule(seed, KINDS, 3, Duration.ofSeconds(3), Duration.ofSeconds(8));
        return Stream.generate(schedule::next).limit(50).toList();
    }

    @Test
    void aSeedReplays() {
        assertThat(faults(42)).isEqualTo(faults(42)).isNotEqualTo(faults(43));
    }

    @Test
    void everyKindComesBeforeOneComesAgain() {
        assertThat(faults(42).subList(0, KINDS.size()))
                .extracting(Fault::kind)
                .containsExactlyInAnyOrderElementsOf(KINDS);
    }

    @Test
    void pausesAndVictimsAreWithinBounds() {
        assertThat(faults(42)).allSatisfy(each -> {
            assertThat(each.pause()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
            assertThat(each.node()).isBetween(1, 3);
        });
    }
}
