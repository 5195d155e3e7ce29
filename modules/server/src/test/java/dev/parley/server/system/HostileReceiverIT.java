package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receivers of webhooks that misbehave. */
class HostileReceiverIT {

    @AutoClose
    private static final StoreProcess STORE = StoreProcess.start();

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(
                3,
                STORE,
                new Secrets(),
                Map.of(
                        "PARLEY_WEBHOOKS_RETRY_AFTER",
                        "200ms,500ms,1s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s,2s",
                        "PARLEY_WEBHOOKS_CIRCUIT_PAUSE",
                        "2s",
                        "PARLEY_WEBHOOKS_TIMEOUT",
                        "2s"));
    }

    @Test
    void nothingIsLostOrOutOfOrderAndNobodyElseIsDisturbed() {
        cluster.scenario("webhook-hostile.mjs").play(Duration.ofMinutes(5));
    }
}
