package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console, as an operator with a browser uses it. */
class ConsoleIT {

    private static final Duration WITHIN = Duration.ofMinutes(5);

    /** What the operator has seen, for people who look at what the build has made. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");

    @Test
    void anOperatorLooksAtThreeNodesActsOnThemAndIsRemembered() {
        Map<String, String> quick =
                Map.of("PARLEY_WEBHOOKS_RETRY_AFTER", "100ms,100ms", "PARLEY_SHUTDOWN_SPREAD", "1s");
        try (StoreProcess store = StoreProcess.start();
                ParleyCluster cluster = ParleyCluster.start(3, store, new Secrets(), quick)) {
            cluster.scenario("console.mjs")
                    .with("SCREENSHOTS", SCREENSHOTS.toAbsolutePath())
                    .with("RECEIVER_PORT", FreePorts.one())
                    .play(WITHIN);
        }
    }

    @Test
    void inProductionThereIsNoneUnlessSomebodySaysSo() {
        try (ParleyCluster node = ParleyCluster.start(1, new Secrets(), Map.of("PARLEY_MODE", "production"))) {
            assertThat(node.node(1).statusOf("/console")).isEqualTo(404);
            assertThat(node.node(1).statusOf("/console/session")).isEqualTo(404);
        }
    }
}
