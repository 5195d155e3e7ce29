package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who takes more than a fair share is told so and cut; nobody else notices. */
class NeighboursIT {

    private static final int CONNECTIONS_PER_ADDRESS = 1_000;

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(
                2,
                new Secrets(),
                Map.of("PARLEY_LIMITS_CONNECTIONS_PER_ADDRESS", Integer.toString(CONNECTIONS_PER_ADDRESS)));
    }

    @Test
    void thoseWhoBehaveGoOnBesideThoseWhoDoNot() {
        cluster.scenario("neighbours.mjs")
                .with("CONNECTIONS_PER_ADDRESS", CONNECTIONS_PER_ADDRESS)
                .play(Duration.ofMinutes(3));
        for (ParleyProcess node : cluster.nodes()) {
            assertThat(node.isAlive()).as(node.tail()).isTrue();
            assertThat(node.hasLogged(" ERROR ")).as(node.tail()).isFalse();
        }
    }
}
