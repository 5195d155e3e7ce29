package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.contender.Contender;
import org.junit.jupiter.api.Test;

class FanOutTest {

    private static final FanOut ROOM = FanOut.of("room", 1, 1_000, 2, 100);

    @Test
    void itSaysWhatItIs() {
        assertThat(ROOM.about()).isEqualTo("1 room x 1000, 100 B by socket, 2 in flight");
        assertThat(FanOut.of("rooms", 3, 10, 8, 100).by(FanOut.By.HTTP).atHalf().about())
                .isEqualTo("3 rooms x 10, 100 B by HTTP, half of what 8 in flight reach");
        assertThat(ROOM.reaching(FanOut.Reach.POLLING).onNodes(3).about())
                .isEqualTo("1 room x 1000 pollers, 100 B by socket, 2 in flight, spread over 3 nodes");
    }

    @Test
    void severalNodesFitThoseThatCluster() {
        FanOut nodes = ROOM.onNodes(3);
        assertThat(Contender.values()).filteredOn(nodes::fits).containsExactly(Contender.PARLEY, Contender.SOCKET_IO);
    }

    @Test
    void theBareReferenceKnowsNoPolling() {
        assertThat(Contender.values())
                .filteredOn(ROOM.reaching(FanOut.Reach.POLLING)::fits)
                .doesNotContain(Contender.BARE)
                .hasSize(3);
    }
}
