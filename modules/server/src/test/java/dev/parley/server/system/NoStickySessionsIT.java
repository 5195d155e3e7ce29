package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
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

    @BeforeAll
    static void start() {
        cluster = ParleyCluster.start(3);
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
        String room = "public:java";
        try (NodeScript.Playing balancer =
                cluster.scenario("balancer.mjs").with("PORT", port).start()) {
            balancer.await("listening", WITHIN);
            try (JavaClient speaker = JavaClient.connect(url, "polling");
                    JavaClient listener = JavaClient.connect(url, "polling").listen("number")) {
                speaker.join(room);
                listener.join(room);
                for (int n = 0; n < EVENTS; n++) speaker.publish(room, "number", n);
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
        for (ParleyProcess node : cluster.nodes()) assertThat(sessions).noneMatch(node::hasLogged);
    }
}
