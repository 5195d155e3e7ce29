package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a load balancer that sends each request to the next of three nodes, clients notice nothing of it. */
class NoStickySessionsIT {

    private static final Duration WITHIN = Duration.ofSeconds(80);
    private static final int EVENTS = 1_000;
    private static final int VICTIM = 3;

    @AutoClose
    private static ParleyCluster cluster;

    @TempDir
    private Path folder;

    /** With logs that say more than they do by default. */
    @BeforeAll
    static void start() {
        String logback = "-Dlogback.configurationFile=" + TestFile.path("logback-debug.xml");
        cluster = ParleyCluster.start(3, new Secrets(), Map.of("JAVA_TOOL_OPTIONS", logback));
    }

    @ParameterizedTest(name = "{2} of {0} over {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "4.8.4; polling; 10",
                "4.8.4; polling,websocket; 10",
                "2.5.0; polling; 2",
                "2.5.0; polling,websocket; 2"
            })
    void eventsAreAcknowledgedAndInOrderWhoeverTakesTheRequests(String generation, String transports, int clients)
            throws IOException {
        cluster.scenario("roundrobin.mjs")
                .with("GENERATION", generation)
                .with("TRANSPORTS", transports)
                .with("CLIENTS", clients)
                .with("EVENTS", EVENTS)
                .with("SESSIONS", sessions())
                .play(WITHIN);
        assertNotLogged(Files.readAllLines(sessions()));
    }

    @Test
    void theJavaClientIsServedByAllNodesInTurn() throws Exception {
        int port = FreePorts.one();
        URI url = URI.create("http://127.0.0.1:" + port);
        JSONObject room = new JSONObject().put("room", "public:java");
        try (NodeScript.Playing balancer =
                cluster.scenario("balancer.mjs").with("PORT", port).start()) {
            balancer.await("listening", WITHIN);
            try (JavaClient speaker = JavaClient.connect(url, "polling");
                    JavaClient listener = JavaClient.connect(url, "polling").listen("number")) {
                assertThat(speaker.ask("join", room).getBoolean("ok")).isTrue();
                assertThat(listener.ask("join", room).getBoolean("ok")).isTrue();
                for (int n = 0; n < EVENTS; n++) {
                    var number =
                            new JSONObject(room, "room").put("event", "number").put("data", n);
                    assertThat(speaker.ask("publish", number).getBoolean("ok")).isTrue();
                }
                for (int n = 0; n < EVENTS; n++)
                    assertThat(listener.next("number")[0]).isEqualTo(n);
                assertThat(speaker.connected()).isTrue();
                assertThat(speaker.sessions()).hasSize(1);
                assertNotLogged(speaker.sessions());
            }
        }
    }

    @Test
    void theDeathOfANodeIsNoticedByThoseWhoWereThereOnly() throws IOException {
        NodeScript talk = cluster.scenario("orphans.mjs")
                .with("GENERATIONS", "4.8.4,2.5.0")
                .with("VICTIM", VICTIM)
                .with("SESSIONS", sessions());
        try (NodeScript.Playing playing = talk.start()) {
            playing.await("all are talking", WITHIN);
            cluster.node(VICTIM).kill9();
            playing.finish(WITHIN);
            assertNotLogged(Files.readAllLines(sessions()));
        } finally {
            cluster.startAgain(VICTIM);
        }
    }

    private Path sessions() {
        return folder.resolve("sessions");
    }

    /** Whoever knows a session's id could take the session over. */
    private static void assertNotLogged(Collection<String> sessions) {
        assertThat(sessions).isNotEmpty();
        for (ParleyProcess node : cluster.nodes()) {
            assertThat(node.hasLogged(" DEBUG ")).as("logs say much").isTrue();
            assertThat(node.readyLine())
                    .as("the log is there from its beginning")
                    .isNotEmpty();
            assertThat(sessions).noneMatch(node::hasLogged);
        }
    }
}
