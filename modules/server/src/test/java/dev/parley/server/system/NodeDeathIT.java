package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that dies without a word ({@code kill -9}) is missed by its own clients only, and not for long. */
class NodeDeathIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int VICTIM = 3;

    @AutoClose
    private ParleyCluster cluster;

    @BeforeEach
    void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void theOthersGoOnAtOnceAndItsClientsJoinElsewhere() {
        try (NodeScript.Playing playing =
                cluster.scenario("reconnect.mjs").with("VICTIM", VICTIM).start()) {
            playing.await("all have joined", WITHIN);
            cluster.node(VICTIM).kill9();
            playing.finish(WITHIN);
        }
        assertThat(cluster.nodes()).extracting(ParleyProcess::isAlive).containsExactly(true, true, false);
    }

    @Test
    void aNodeThatComesBackServesAgain() {
        cluster.node(VICTIM).kill9();
        cluster.startAgain(VICTIM);
        cluster.scenario("fanout.mjs").with("CLIENTS", 30).with("EMITS", 30).play(WITHIN);
        cluster.scenario("publish.mjs").play(WITHIN);
    }
}
