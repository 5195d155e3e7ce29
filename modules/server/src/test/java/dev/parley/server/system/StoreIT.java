package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node and its store: one goes on without the other, and finds it again. */
class StoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aNodeOnItsOwnKeepsItsStoreInItsFolder() {
        try (ParleyCluster alone = ParleyCluster.start(1)) {
            ParleyProcess node = alone.node(1);
            awaitStore(node, "ready");
            assertThat(node.folder().resolve("data/store/parley.mv")).isRegularFile();
            node.terminate();
            assertThat(node.hasLogged("stopped without finishing")).isFalse();
            alone.startAgain(1);
            awaitStore(alone.node(1), "ready");
        }
    }

    @Test
    void twoNodesDoNotShareAFolderAndTheSecondSaysWhy() {
        try (ParleyCluster alone = ParleyCluster.start(1)) {
            String data = alone.node(1).folder().resolve("data").toString();
            try (ParleyCluster other = ParleyCluster.launch(new Secrets(), Map.of("PARLEY_DATA", data))) {
                await().atMost(PATIENCE).until(() -> !other.node(1).isAlive());
                assertThat(other.node(1).tail()).contains(data).contains("in use by another process");
            }
        }
    }

    @Test
    void nodesOfAClusterHaveNoneUnlessTheyAreToldOfOne() {
        try (ParleyCluster cluster = ParleyCluster.start(2)) {
            assertThat(cluster.nodes()).allSatisfy(node -> {
                awaitStore(node, "none");
                assertThat(node.tail()).containsOnlyOnce("set MONGODB_URI");
            });
        }
    }

    @Test
    void aNodeStartsWithoutItsStoreAndFindsItAgainEachTime() {
        try (StoreProcess store = StoreProcess.start()) {
            store.kill9();
            // A node that stops waits for its store, several times perhaps, and not longer than 10 s in all.
            var settings = Map.of("PARLEY_STORAGE_TIMEOUT", "2s");
            try (ParleyCluster cluster = ParleyCluster.start(2, store, new Secrets(), settings)) {
                cluster.nodes().forEach(node -> awaitStore(node, "unavailable"));
                cluster.node(1).emit("{\"event\":\"e\",\"rooms\":[\"r\"]}");
                for (int round = 0; round < 2; round++) {
                    store.startAgain();
                    cluster.nodes().forEach(node -> awaitStore(node, "ready"));
                    store.kill9();
                    cluster.nodes().forEach(node -> awaitStore(node, "unavailable"));
                }
                cluster.node(1).terminate();
                assertThat(cluster.node(1).hasLogged("stopped without finishing"))
                        .isFalse();
            }
        }
    }

    @Test
    void aStoreStopsInGoodOrderAndTellsWhereItIs() {
        try (StoreProcess store = StoreProcess.start()) {
            assertThat(store.hasLogged("parley store ready: " + store.uri() + " pid="))
                    .isTrue();
            store.terminate();
            assertThat(store.hasLogged("stopped")).isTrue();
            store.startAgain();
            assertThat(store.isAlive()).isTrue();
        }
    }

    private static void awaitStore(ParleyProcess node, String state) {
        String reasons = state.equals("unavailable") ? "\"store_unavailable\"" : "";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.get("/health/ready"))
                        .isEqualTo("{\"status\":\"ready\",\"store\":\"" + state + "\",\"reasons\":[" + reasons + "]}"));
    }
}
