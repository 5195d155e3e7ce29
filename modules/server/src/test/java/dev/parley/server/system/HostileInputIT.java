package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However wrong the input, it is refused, and those who have nothing to do with it do not notice. */
class HostileInputIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(2);
    }

    @Test
    void badRequestsAreRefusedByStatusAndCode() {
        cluster.scenario("badinput.mjs").play(WITHIN);
    }

    @Test
    void brokenPacketsCostTheirSenderTheConnectionAndNobodyElse() {
        cluster.scenario("hostile.mjs").play(WITHIN);
    }

    /** What a client does wrong is no error of the server, and leaves no buffer behind. */
    @AfterEach
    void nodesAreWellAndSilent() {
        for (ParleyProcess node : cluster.nodes()) {
            assertThat(node.statusOf("/health/ready")).isEqualTo(200);
            assertThat(node.hasLogged(" ERROR ")).as(node.tail()).isFalse();
            assertThat(node.hasLogged("LEAK:")).as(node.tail()).isFalse();
        }
    }
}
