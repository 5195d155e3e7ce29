package dev.parley.server.system;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend asks clients of the whole cluster for acknowledgements, and is told plainly what it does not get. */
class AckIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int VICTIM = 3;

    @AutoClose
    private ParleyCluster cluster;

    @BeforeEach
    void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void anyNodeCollectsWhatTheClientsOfAllAnswer() {
        cluster.scenario("acks.mjs").with("CLIENTS", 30).play(WITHIN);
    }

    @Test
    void aNodeThatDiesMeanwhileIsNamedAtOnce() {
        try (NodeScript.Playing playing =
                cluster.scenario("ack-death.mjs").with("VICTIM", VICTIM).start()) {
            playing.await("all are asked", WITHIN);
            cluster.node(VICTIM).kill9();
            playing.finish(WITHIN);
        }
    }
}
