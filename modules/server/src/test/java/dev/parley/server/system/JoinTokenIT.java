package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Join tokens that a backend mints with nothing but HMAC-SHA256. */
class JoinTokenIT {

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void aTokenOpensItsRoomAndARefusedOneLeavesItUntouched() {
        cluster.scenario("token.mjs").play(Duration.ofMinutes(1));
    }
}
