package dev.parley.server.system;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever becomes of nodes, within ten seconds every other one knows who is online, and by how many devices (promise P6).
 *
 * <p>{@code -Dparley.presence.rounds} says how often; each time another node dies, freezes and is stopped.
 */
class PresenceIT {

    private static final int NODES = 3;
    private static final int ROUNDS = Integer.getInteger("parley.presence.rounds", 1);
    private static final Duration WITHIN = Duration.ofMinutes(2L * ROUNDS);

    @AutoClose
    private ParleyCluster cluster;

    /** Requests of the scenario are numbered. */
    private int asked;

    @BeforeEach
    void start() {
        // Clients of a frozen node look for another one as soon as the other nodes miss it.
        Map<String, String> heartbeat =
                Map.of("PARLEY_SOCKETS_PING_INTERVAL", "1s", "PARLEY_SOCKETS_PING_TIMEOUT", "2s");
        cluster = ParleyCluster.start(NODES, new Secrets(), heartbeat);
    }

    @Test
    void everyNodeKnowsWhoIsOnlineAfterDeathsFreezesAndRestarts() {
        NodeScript scenario =
                cluster.scenario("presence.mjs").with("PIDS", pids()).with("ROUNDS", ROUNDS);
        try (NodeScript.Playing playing = scenario.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                int stopped = (round + 1) % NODES + 1;
                start((round + 2) % NODES + 1, playing);
                playing.await(next("stop", stopped), WITHIN);
                cluster.node(stopped).terminate();
                playing.tell("done");
                start(stopped, playing);
            }
            playing.finish(WITHIN);
        }
    }

    private void start(int node, NodeScript.Playing playing) {
        playing.await(next("start", node), WITHIN);
        cluster.startAgain(node);
        playing.tell("done " + cluster.node(node).pid());
    }

    private String next(String what, int node) {
        return "%d: %s %d".formatted(++asked, what, node);
    }

    private String pids() {
        return cluster.nodes().stream()
                .map(ParleyProcess::pid)
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
