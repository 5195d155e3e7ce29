package dev.parley.cluster;

import static dev.parley.cluster.LogNetwork.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.cluster.LogNetwork.TestLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that accept events, while messages get lost, nodes die one at a time, leave and come back, and new ones join. Whatever
 * happens: nobody hears an event twice, or those of one node out of order, and nobody misses one that was accepted.
 */
class LogScenarioTest {

    private final LogNetwork network = new LogNetwork();

    /** By event: who was there when it was accepted. */
    private final Map<String, Set<NodeId>> owed = new LinkedHashMap<>();

    private final Map<String, Future<Void>> kept = new HashMap<>();
    private final Map<String, NodeId> origins = new HashMap<>();

    /** Events that were known to be copied when a node died. */
    private final Set<String> safe = new HashSet<>();

    /** What was done, for whoever has to understand a failure. */
    private final List<String> story = new ArrayList<>();

    private int started;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("parley.log.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyMissesAnythingOrHearsItTwice(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 3; i++) start();
        network.pass(500);
        for (int step = 0; step < 150; step++) {
            step(random);
        }
        calm();
        judge(seed);
    }

    private void told(String what) {
        story.add(network.now + " " + what);
    }

    private void step(Random random) {
        switch (random.nextInt(40)) {
            case 0 -> {
                if (network.nodes.size() < 5) start();
            }
            case 1 -> {
                if (network.nodes.size() < 3) return;
                // One at a time: the logs have their copies again before the next one goes.
                calm();
                accept(random);
                accept(random);
                if (random.nextBoolean()) network.run();
                else if (random.nextBoolean()) network.loseAll();
                TestLog dying = one(random);
                kept.forEach((name, future) -> {
                    if (future.succeeded()) safe.add(name);
                });
                network.kill(dying);
                told("killed " + dying.id);
            }
            case 2 -> away(random);
            case 3 -> network.lost = message -> random.nextInt(4) == 0;
            case 4, 5 -> network.lost = message -> false;
            case 6, 7 -> network.loseAll();
            case 8, 9, 10 -> network.pass(random.nextInt(2_000));
            case 11, 12, 13, 14, 15 -> network.run();
            default -> accept(random);
        }
    }

    /** Two nodes lose sight of one another for a while. */
    private void away(Random random) {
        TestLog one = one(random);
        TestLog other = one(random);
        if (one == other) return;
        calm();
        LogNetwork.part(one, other);
        told(one.id + " lost sight of " + other.id);
        if (random.nextBoolean()) {
            LogNetwork.part(other, one);
            told("and the other way round");
        }
        accept(random);
        accept(random);
        network.loseAll();
        network.heal(one, other);
        calm();
    }

    private void calm() {
        network.lost = message -> false;
        network.pass(8_000);
    }

    private void start() {
        TestLog node = network.start("n" + (char) ('a' + (started * 7) % 26) + started++);
        network.enter(LOBBY, node);
        told("started " + node.id);
    }

    private TestLog one(Random random) {
        return List.copyOf(network.nodes.values()).get(random.nextInt(network.nodes.size()));
    }

    private void accept(Random random) {
        TestLog node = one(random);
        String name = "e" + owed.size();
        owed.put(name, Set.copyOf(network.nodes.keySet()));
        origins.put(name, node.id);
        kept.put(name, node.accept(name, LOBBY));
        told(node.id + " accepted " + name);
    }

    private void judge(long seed) {
        for (TestLog node : network.nodes.values()) {
            assertThat(node.heard).as("seed %d: %s", seed, node.id).doesNotHaveDuplicates();
            assertThat(node.broken).as("seed %d: %s", seed, node.id).isEmpty();
            var expected = new ArrayList<String>();
            owed.forEach((name, nodes) -> {
                boolean accepted = network.nodes.containsKey(origins.get(name)) || safe.contains(name);
                if (nodes.contains(node.id) && accepted) expected.add(name);
            });
            expected.removeAll(node.heard);
            assertThat(expected.stream().map(name -> name + " of " + origins.get(name)))
                    .as("seed %d: missed by %s%n%s", seed, node.id, String.join("\n", story))
                    .isEmpty();
            for (NodeId origin : new HashSet<>(origins.values())) {
                List<Integer> order = node.heard.stream()
                        .filter(name -> origin.equals(origins.get(name)))
                        .map(name -> Integer.parseInt(name.substring(1)))
                        .toList();
                assertThat(order).as("seed %d: %s of %s", seed, node.id, origin).isSorted();
            }
        }
    }
}
