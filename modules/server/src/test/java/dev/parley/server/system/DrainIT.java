package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes let their clients go: one by an order, then the last one because it is to stop. */
class DrainIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @Test
    void clientsComeBackByThemselvesAndOneThatNeverReadsHoldsNobodyUp() throws IOException {
        Map<String, String> quick = Map.of("PARLEY_SHUTDOWN_SPREAD", "1s", "PARLEY_SHUTDOWN_TIMEOUT", "4s");
        try (ParleyCluster cluster = ParleyCluster.start(2, new Secrets(), quick);
                Socket silent = new Socket("127.0.0.1", cluster.node(1).url().getPort());
                NodeScript.Playing playing = cluster.scenario("drain.mjs")
                        .with("NODES", id(cluster.node(1)) + "," + id(cluster.node(2)))
                        .start()) {
            silent.getOutputStream()
                    .write("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            playing.await("the other may stop", WITHIN);
            ParleyProcess last = cluster.node(1);
            long start = System.nanoTime();
            last.terminate();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(last.hasLogged("1 clients have not left within PT4S and are cut off"))
                    .isTrue();
            playing.finish(WITHIN);
            assertThat(cluster.node(2).hasLogged("degraded"))
                    .as("the one that is left misses it")
                    .isFalse();
        }
    }

    private static String id(ParleyProcess node) {
        return node.readyLine().replaceAll(".* node=(\\S+).*", "$1");
    }
}
