package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Once a join is acknowledged, what any node accepts reaches that client, while a node dies, comes back, freezes and wakes.
 * {@code -Dparley.barrier.rounds=20000} plays longer.
 */
class BarrierIT {

    private static final long ROUNDS = Long.getLong("parley.barrier.rounds", 400);
    private static final long BETWEEN_FAULTS = 100;
    private static final int LANES = 32;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration WITHIN = Duration.ofMinutes(2);

    @AutoClose
    private static ParleyCluster cluster;

    private final BarrierWatch watch = new BarrierWatch();

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3);
    }

    @Test
    void nobodyMissesWhatIsEmittedTheMomentTheJoinIsAcknowledged() throws Exception {
        try (var lanes = Executors.newFixedThreadPool(LANES + 1)) {
            lanes.execute(this::look);
            for (int lane = 0; lane < LANES; lane++) lanes.execute(new BarrierLane(lane, cluster, watch));
            try {
                do {
                    someRounds();
                    dieAndComeBack();
                    someRounds();
                    freezeAndWake();
                    someRounds();
                    System.out.println("barrier: " + watch);
                } while (watch.goesOn() && watch.heard() < ROUNDS);
            } finally {
                watch.end();
            }
        }
        if (!watch.missed().isEmpty()) throw new AssertionError(String.join("\n", watch.missed()) + "\n" + logs());
    }

    private static String logs() {
        return cluster.nodes().stream().map(ParleyProcess::tail).collect(Collectors.joining("\n"));
    }

    /** Whether those that nothing is done to are one cluster. */
    private void look() {
        while (watch.goesOn()) {
            String one = said(1);
            String other = said(2);
            watch.seen(nodes(one).contains(itself(other)) && nodes(other).contains(itself(one)));
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void someRounds() {
        long until = watch.heard() + BETWEEN_FAULTS;
        await().atMost(WITHIN).until(() -> !watch.goesOn() || watch.heard() >= until);
    }

    private void dieAndComeBack() {
        watch.turn();
        cluster.node(BarrierWatch.VICTIM).kill9();
        cluster.startAgain(BarrierWatch.VICTIM);
        allAreTogether();
        watch.turn();
    }

    /** So long that the others take it for gone. */
    private void freezeAndWake() throws Exception {
        watch.turn();
        signal("STOP");
        try {
            await().atMost(WITHIN).until(() -> members(1) == 2 && members(2) == 2);
            someRounds();
        } finally {
            signal("CONT");
        }
        allAreTogether();
        watch.turn();
    }

    private static void signal(String name) throws IOException, InterruptedException {
        String pid = String.valueOf(cluster.node(BarrierWatch.VICTIM).pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private void allAreTogether() {
        await().atMost(WITHIN).until(() -> members(1) == 3 && members(2) == 3 && members(3) == 3);
    }

    private static int members(int number) {
        return nodes(said(number)).size();
    }

    private static String said(int number) {
        try (Offender backend = Offender.at(cluster.node(number))) {
            return backend.send(RawBytes.request("GET", "/api/v1/server", "X-Api-Key: " + cluster.apiKey()))
                    .answer()
                    .body();
        }
    }

    /** The nodes that one sees, as JSON strings. */
    private static List<String> nodes(String said) {
        return List.of(said.replaceFirst(".*\"nodes\":\\[([^]]*)].*", "$1").split(","));
    }

    private static String itself(String said) {
        return said.replaceFirst(".*\"node\":(\"[^\"]*\").*", "$1");
    }
}
