package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was acknowledged is told at least once, whichever node is killed (promise P7). */
class WebhookDeathIT {

    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Secrets SECRETS = new Secrets();
    private static final int RECEIVER = FreePorts.one();

    /** For more: {@code -Dparley.webhooks.activities=10000}. */
    private static final int ACTIVITIES = Integer.getInteger("parley.webhooks.activities", 1_500);

    @AutoClose
    private final StoreProcess store = StoreProcess.start();

    @AutoClose
    private ParleyCluster cluster;

    @BeforeEach
    void start() {
        cluster = ParleyCluster.start(
                3,
                store,
                SECRETS,
                Map.of(
                        "WEBHOOK_URL",
                        "http://127.0.0.1:" + RECEIVER + "/hook",
                        "WEBHOOK_SECRET",
                        SECRETS.webhookSecret()));
    }

    @Test
    void everythingAcknowledgedIsToldWhileEachNodeIsKilledInItsTurn() {
        NodeScript scenario = cluster.scenario("webhook-death.mjs")
                .with("ACTIVITIES", ACTIVITIES)
                .with("RECEIVER_PORT", RECEIVER)
                .with("WEBHOOK_SECRET", SECRETS.webhookSecret());
        try (NodeScript.Playing playing = scenario.start()) {
            for (int node = 1; node <= 3; node++) {
                playing.await("kill node " + node, WITHIN);
                cluster.node(node).kill9();
                cluster.startAgain(node);
                playing.tell("next");
            }
            playing.finish(WITHIN);
        }
        assertThat(cluster.nodes()).allMatch(ParleyProcess::isAlive);
    }
}
