package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node by itself, as everybody meets Parley first. */
class SingleNodeIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MANAGEMENT = FreePorts.one();

    @AutoClose
    private static ParleyCluster alone;

    private static ParleyProcess node;

    @BeforeAll
    static void start() {
        alone = ParleyCluster.start(1, new Secrets(), Map.of("PARLEY_MANAGEMENT_PORT", String.valueOf(MANAGEMENT)));
        node = alone.node(1);
    }

    @Test
    void readyLineTellsAddressNameAndProcess() {
        assertThat(node.readyLine())
                .matches("parley ready: " + node.url() + " node=node-1\\.[A-Za-z0-9_-]{6} pid=" + node.pid());
    }

    @Test
    void healthIsForEverybodyAndMetricsNeedTheKey() {
        assertThat(node.statusOf("/health/live")).isEqualTo(200);
        assertThat(node.statusOf("/health/ready")).isEqualTo(200);
        assertThat(node.statusOf("/metrics")).isEqualTo(401);
        assertThat(node.metrics().sum("parley_connections")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void thoseWhoRunItAskItWithoutAKeyAtAPortOfItsOwn() throws Exception {
        URI management = URI.create("http://127.0.0.1:" + MANAGEMENT);
        assertThat(body(management.resolve("/metrics"))).contains("parley_build_info{", "parley_node_state{");
        assertThat(body(management.resolve("/health")))
                .startsWith("{\"status\":\"ready\",\"reasons\":[],\"store\":\"ready\",\"node\":\"node-1.");
    }

    private static String body(URI at) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void clientsJoinAndReceiveWhatIsPosted() {
        alone.scenario("fanout.mjs")
                .with("TRANSPORTS", "polling,websocket")
                .with("CLIENTS", 3)
                .with("EMITS", 10)
                .play(WITHIN);
    }

    @Test
    void tokensWorkWithoutACluster() {
        alone.scenario("token.mjs").play(WITHIN);
    }

    @Test
    void sigtermLetsClientsGoSoThatTheyComeBack() throws Exception {
        try (ParleyCluster other = ParleyCluster.start(1);
                JavaClient client = JavaClient.connect(other.node(1).url(), "websocket");
                NodeScript.Playing playing = other.scenario("farewell.mjs").start()) {
            playing.await("all are connected", WITHIN);
            other.node(1).terminate();
            playing.finish(WITHIN);
            assertThat(client.lostBy())
                    .as("a reason upon which stock clients reconnect")
                    .startsWith("transport ");
            assertThat(other.node(1).hasLogged("Foreground - stopped"))
                    .as(other.node(1).tail())
                    .isTrue();
            assertThat(other.node(1).hasLogged("stopped without finishing"))
                    .as(other.node(1).tail())
                    .isFalse();
            assertThat(other.node(1).hasLogged("Exception"))
                    .as(other.node(1).tail())
                    .isFalse();
        }
    }
}
