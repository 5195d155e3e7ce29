package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Metrics;
import dev.parley.testkit.ParleyCluster;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend emits to any node, and every client of the room gets it, wherever it is. */
class MainJobIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void everyClientGetsEveryEventOnceAndInOrder(String transports) {
        cluster.scenario("fanout.mjs")
                .with("TRANSPORTS", transports)
                .with("CLIENTS", 300)
                .with("EMITS", 100)
                .play(WITHIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling,websocket"})
    void clientsThatJoinAndUpgradeInTheStreamMissNothing(String transports) {
        cluster.scenario("latecomers.mjs").with("TRANSPORTS", transports).play(WITHIN);
    }

    @Test
    void whatAClientPublishesReachesTheOthersOnAllNodes() {
        cluster.scenario("publish.mjs").play(WITHIN);
    }

    @Test
    void eventsCrossOnlyToNodesWithMembers() {
        int emits = 50;
        int members = 10;
        var before = new Traffic[] {Traffic.of(1), Traffic.of(2), Traffic.of(3)};
        cluster.scenario("interest.mjs")
                .with("MEMBERS_AT", cluster.node(2).url())
                .with("EMITS_AT", cluster.node(1).url())
                .with("CLIENTS", members)
                .with("EMITS", emits)
                .play(WITHIN);
        assertThat(Traffic.of(1).since(before[0])).isEqualTo(new Traffic(0, emits, 0, 0));
        assertThat(Traffic.of(2).since(before[1])).isEqualTo(new Traffic(0, 0, emits, (double) emits * members));
        assertThat(Traffic.of(3).since(before[2])).isEqualTo(new Traffic(0, 0, 0, 0));
    }

    /** Events that a node handed to itself and to others, got from others or itself, and deliveries to its clients. */
    private record Traffic(double toItself, double toOthers, double received, double deliveries) {

        static Traffic of(int node) {
            Metrics metrics = cluster.node(node).metrics();
            return new Traffic(
                    metrics.sum("parley_broadcasts_sent_total", "to=\"local\""),
                    metrics.sum("parley_broadcasts_sent_total", "to=\"remote\""),
                    metrics.sum("parley_broadcasts_received_total"),
                    metrics.sum("parley_deliveries_total"));
        }

        Traffic since(Traffic before) {
            return new Traffic(
                    toItself - before.toItself,
                    toOthers - before.toOthers,
                    received - before.received,
                    deliveries - before.deliveries);
        }
    }
}
