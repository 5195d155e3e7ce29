package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stock clients of every generation, over each of their transports, and together. */
class StockClientsIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final List<String> GENERATIONS = List.of("4.8.4", "4.8.4 msgpack", "3.1.3", "2.5.0");
    private static final List<String> TRANSPORTS = List.of("polling", "websocket", "polling,websocket");

    @AutoClose
    private static ParleyCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(2, new Secrets(), Map.of("PARLEY_CONFIG", TestFile.path("two-namespaces.yaml")));
    }

    static Stream<Arguments> kinds() {
        return GENERATIONS.stream()
                .flatMap(each -> TRANSPORTS.stream().map(transports -> Arguments.of(each, transports)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("kinds")
    void doesAllThatItCanDo(String generation, String transports) {
        cluster.scenario("generations.mjs")
                .with("GENERATION", generation)
                .with("TRANSPORTS", transports)
                .play(WITHIN);
    }

    @Test
    void allUnderstandOneAnotherInOneRoom() throws Exception {
        NodeScript others = together("dialects.mjs").with("STRANGERS", 3);
        try (Babbler polling = Babbler.enter(cluster.node(2).url(), "polling");
                Babbler webSocket = Babbler.enter(cluster.node(1).url(), "websocket");
                Babbler upgrading = Babbler.enter(cluster.node(2).url(), "polling", "websocket");
                NodeScript.Playing playing = others.start()) {
            List<Babbler> babblers = List.of(polling, webSocket, upgrading);
            playing.await("all are in the room", WITHIN);
            for (Babbler each : babblers) each.speak();
            playing.finish(WITHIN);
            int speakers = GENERATIONS.size() * TRANSPORTS.size() + babblers.size();
            for (Babbler each : babblers) each.assertHasHeard(speakers - 1);
        }
    }

    @Test
    void allComeBackToANodeThatIsStartedAgain() throws Exception {
        try (NodeScript.Playing playing = together("restart.mjs").start();
                JavaClient polling = JavaClient.stay(cluster.node(1).url(), "polling");
                JavaClient webSocket = JavaClient.stay(cluster.node(1).url(), "websocket");
                JavaClient upgrading = JavaClient.stay(cluster.node(1).url(), "polling", "websocket")) {
            playing.await("all are connected", WITHIN);
            cluster.node(1).terminate();
            cluster.startAgain(1);
            playing.finish(WITHIN);
            for (JavaClient client : List.of(polling, webSocket, upgrading)) {
                assertThat(client.lostBy()).startsWith("transport ");
                client.back();
                assertThat(client.ask("ping").getBoolean("ok")).isTrue();
            }
        }
    }

    private static NodeScript together(String program) {
        return cluster.scenario(program).with("GENERATIONS", String.join(",", GENERATIONS));
    }
}
