package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Stock clients that were cut off go on where they were, at any node; or they are told that they are somebody new. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int LEAVING = 2;
    private static final int VICTIM = 3;

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3, new Secrets(), Map.of("PARLEY_SHUTDOWN_SPREAD", "1s"));
    }

    @Test
    @Order(1)
    void clientsThatAreResetAgainAndAgainMissNothingAtAnyNode() {
        cluster.scenario("recovery.mjs").play(WITHIN);
        assertThat(recovered()).isEqualTo(12 * 3);
        assertThat(fresh()).isZero();
    }

    @Test
    @Order(2)
    void whoSaysWhatNoServerHasSaidIsSomebodyNew() {
        cluster.scenario("recovery-hostile.mjs").play(WITHIN);
        assertThat(fresh()).isPositive();
    }

    @Test
    @Order(3)
    void clientsOfANodeThatIsToldToStopGoOnElsewhere() {
        try (NodeScript.Playing playing =
                cluster.scenario("recovery-drain.mjs").with("LEAVING", LEAVING).start()) {
            playing.await("all are at the node", WITHIN);
            cluster.node(LEAVING).terminate();
            playing.finish(WITHIN);
        }
        cluster.startAgain(LEAVING);
    }

    /** Last: it leaves two nodes. */
    @Test
    @Order(4)
    void clientsOfANodeThatDiesAndWhoMissedWhatItAcceptedGoOnElsewhere() {
        try (NodeScript.Playing playing =
                cluster.scenario("recovery-death.mjs").with("VICTIM", VICTIM).start()) {
            playing.await("all are cut off and back", WITHIN);
            cluster.node(VICTIM).kill9();
            playing.finish(WITHIN);
        }
        assertThat(cluster.nodes()).extracting(ParleyProcess::isAlive).containsExactly(true, true, false);
    }

    private static double recovered() {
        return sum("outcome=\"recovered\"");
    }

    private static double fresh() {
        return sum("outcome=\"fresh\"");
    }

    private static double sum(String label) {
        return cluster.nodes().stream()
                .mapToDouble(node -> node.metrics().sum("parley_recovery_total", label))
                .sum();
    }
}
