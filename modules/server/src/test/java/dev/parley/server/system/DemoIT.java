package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo, as people with browsers use it. */
class DemoIT {

    private static final Duration WITHIN = Duration.ofMinutes(4);

    /** What they have seen, for people who look at what the build has made. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "demo");

    @Test
    void peopleAtThreeNodesTalkToEachOtherAndOneComesBackAsIfNothingHadHappened() {
        try (StoreProcess store = StoreProcess.start();
                ParleyCluster cluster = ParleyCluster.start(3, store, new Secrets(), Map.of())) {
            cluster.scenario("demo.mjs")
                    .with("SCREENSHOTS", SCREENSHOTS.toAbsolutePath())
                    .play(WITHIN);
        }
    }

    @Test
    void inProductionThereIsNone() {
        try (ParleyCluster node = ParleyCluster.start(1, new Secrets(), Map.of("PARLEY_MODE", "production"))) {
            assertThat(node.node(1).statusOf("/demo")).isEqualTo(404);
            assertThat(node.node(1).statusOf("/demo/assets/demo.js")).isEqualTo(404);
        }
    }
}
