package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Apps share a cluster and nothing else. */
class ApartIT {

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void nothingOfOneAppReachesClientsOrKeysOfAnother() {
        cluster.scenario("apart.mjs").play(Duration.ofMinutes(2));
    }
}
