package dev.parley.server.system;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chat by our own contract: on a node with a store of its own, and on three that share one. */
class ChatIT {

    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int VICTIM = 3;

    private final Secrets secrets = new Secrets();
    private final int receiver = FreePorts.one();

    @Test
    void whatOneDoesTheOthersAreToldOnOneNode() {
        try (ParleyCluster node = ParleyCluster.start(1, secrets, settings())) {
            play(node, "chat.mjs");
            play(node, "chat-badinput.mjs");
        }
    }

    @Test
    void whatOneDoesTheOthersAreToldAtEachOfThreeNodesAndANodeThatDiesTakesItsUsersWithIt() {
        try (StoreProcess store = StoreProcess.start();
                ParleyCluster cluster = ParleyCluster.start(3, store, secrets, settings())) {
            play(cluster, "chat.mjs");
            play(cluster, "chat-badinput.mjs");
            try (NodeScript.Playing playing =
                    cluster.scenario("chat-presence.mjs").with("VICTIM", VICTIM).start()) {
                playing.await("watched", WITHIN);
                cluster.node(VICTIM).kill9();
                playing.finish(WITHIN);
            }
        }
    }

    private Map<String, String> settings() {
        return Map.of(
                "WEBHOOK_URL",
                "http://127.0.0.1:" + receiver + "/hook",
                "WEBHOOK_SECRET",
                secrets.webhookSecret(),
                "PARLEY_WEBHOOKS_RETRY_AFTER",
                "200ms,1s,5s",
                "PARLEY_PROFILES_PARLEY_TYPING_TIMEOUT",
                "2s",
                "PARLEY_PROFILES_PARLEY_WATCHED_USERS",
                "3");
    }

    private void play(ParleyCluster cluster, String scenario) {
        cluster.scenario(scenario)
                .with("RECEIVER_PORT", receiver)
                .with("WEBHOOK_SECRET", secrets.webhookSecret())
                .play(WITHIN);
    }
}
