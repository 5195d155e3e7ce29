package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Socket.IO's own Admin UI with three nodes: what it is told, and its pages as they are used. */
class AdminUiIT {

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(
                3, new Secrets(), Map.of("PARLEY_ADMIN_UI_ENABLED", "true", "PARLEY_ADMIN_UI_MODE", "development"));
    }

    @AfterEach
    void nobodyWasHarmed() {
        for (ParleyProcess node : cluster.nodes()) {
            assertThat(node.isAlive()).as(node.tail()).isTrue();
            assertThat(node.hasLogged(" ERROR ")).as(node.tail()).isFalse();
        }
    }

    @Test
    void theProtocolIsThatOfItsPackage() {
        cluster.scenario("admin-ui.mjs").play(Duration.ofMinutes(3));
    }

    @Test
    void itsPagesShowSocketsOfAllNodesAndActOnThem() {
        cluster.scenario("admin-ui-page.mjs")
                .with("SCREENSHOTS", Path.of("target", "screenshots").toAbsolutePath())
                .play(Duration.ofMinutes(3));
    }
}
