package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What chat has acknowledged is kept, once and in its place, whatever is killed (promise P4). */
class DurableChatIT {

    private static final Duration WITHIN = Duration.ofMinutes(4);
    private static final int VICTIM = 3;

    @AutoClose
    private final StoreProcess store = StoreProcess.start();

    @AutoClose
    private ParleyCluster cluster;

    @BeforeEach
    void start() {
        cluster = ParleyCluster.start(3, store, new Secrets(), Map.of());
    }

    @Test
    void everyAcknowledgedMessageIsThereOnceWhileANodeAndThenTheStoreAreKilled() {
        try (NodeScript.Playing playing = cluster.scenario("durable.mjs").start()) {
            playing.await("kill a node", WITHIN);
            cluster.node(VICTIM).kill9();
            playing.await("kill the store", WITHIN);
            store.kill9();
            store.startAgain();
            cluster.startAgain(VICTIM);
            playing.finish(WITHIN);
        }
        assertThat(cluster.nodes()).allMatch(ParleyProcess::isAlive);
    }
}
