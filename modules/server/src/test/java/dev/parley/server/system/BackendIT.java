package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend uses the API of any node, and it holds in the whole cluster. */
class BackendIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int VICTIM = 3;

    @AutoClose
    private ParleyCluster cluster;

    @BeforeEach
    void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void whateverNodeItSpeaksToTheSocketsOfAllAreMeant() {
        cluster.scenario("backend.mjs")
                .with("VICTIM_PID", cluster.node(VICTIM).pid())
                .play(WITHIN);
    }
}
