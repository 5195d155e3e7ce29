package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes agree whose something is. */
class RendezvousTest {

    private static final List<String> THREE = List.of("node-1.abcdef", "node-2.abcdeg", "node-3.abcdeh");
    private static final List<String> THINGS =
            IntStream.range(0, 3_000).mapToObj(i -> "room-" + i).toList();

    private static String of(List<String> nodes, String thing) {
        return Rendezvous.of(nodes, thing).orElseThrow();
    }

    @Test
    void inWhateverOrderTheySeeThem() {
        assertThat(THINGS).allSatisfy(each -> assertThat(of(THREE, each)).isEqualTo(of(THREE.reversed(), each)));
    }

    @Test
    void eachHasAboutAsMuchAsAnother() {
        assertThat(THINGS.stream().collect(Collectors.groupingBy(each -> of(THREE, each), Collectors.counting())))
                .hasSize(3)
                .allSatisfy((node, count) -> assertThat(count).isBetween(800L, 1_200L));
    }

    @Test
    void whatAnotherHasStaysThereWhenOneGoes() {
        List<String> two = THREE.subList(0, 2);
        assertThat(THINGS)
                .filteredOn(each -> !of(THREE, each).equals(THREE.getLast()))
                .allSatisfy(each -> assertThat(of(two, each)).isEqualTo(of(THREE, each)));
    }

    @Test
    void nobodysIsNobodys() {
        assertThat(Rendezvous.of(List.of(), "thing")).isEmpty();
    }
}
