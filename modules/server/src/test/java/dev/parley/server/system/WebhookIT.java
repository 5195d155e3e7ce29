package dev.parley.server.system;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the application's backend hears of its clients. */
class WebhookIT {

    private static final Secrets SECRETS = new Secrets();
    private static final int RECEIVER = FreePorts.one();

    @AutoClose
    private static final StoreProcess STORE = StoreProcess.start();

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(
                3,
                STORE,
                SECRETS,
                Map.of(
                        "WEBHOOK_URL",
                        "http://127.0.0.1:" + RECEIVER + "/hook",
                        "WEBHOOK_SECRET",
                        SECRETS.webhookSecret(),
                        "PARLEY_WEBHOOKS_RETRY_AFTER",
                        "200ms,500ms",
                        "PARLEY_WEBHOOKS_CIRCUIT_PAUSE",
                        "1s"));
    }

    @Test
    void everyClientIsToldOnceByDeliveriesThatVerify() {
        cluster.scenario("webhook.mjs")
                .with("RECEIVER_PORT", RECEIVER)
                .with("WEBHOOK_SECRET", SECRETS.webhookSecret())
                .with("CLIENTS", 60)
                .play(Duration.ofMinutes(2));
    }

    @Test
    void endpointsAreKeptTriedRotatedDisabledAndReplayedOverHttp() {
        cluster.scenario("webhook-api.mjs").play(Duration.ofMinutes(4));
    }
}
