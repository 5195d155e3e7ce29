package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.RedisProcess;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stock emitter of Socket.IO, through a real Redis, which goes and comes back meanwhile. */
class RedisBridgeIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final String PASSWORD = "the-right-one";

    @Test
    void aBackendThatEmitsThroughRedisNeedsNoChange(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("parley.yaml"), List.of("namespaces:", "  /: parley", "  /tenant-*: parley"));
        try (RedisProcess redis = RedisProcess.start(PASSWORD)) {
            Map<String, String> more = Map.of(
                    "PARLEY_CONFIG",
                    file.toString(),
                    "PARLEY_REDIS_BRIDGE",
                    "true",
                    "REDIS_HOST",
                    "127.0.0.1",
                    "REDIS_PORT",
                    String.valueOf(redis.port()),
                    "REDIS_PASSWORD",
                    PASSWORD);
            try (ParleyCluster cluster = ParleyCluster.start(3, new Secrets(), more)) {
                awaitHeard(cluster, true);
                NodeScript scenario = cluster.scenario("redis.mjs")
                        .with("REDIS_PORT", redis.port())
                        .with("REDIS_PASSWORD", PASSWORD);
                try (NodeScript.Playing playing = scenario.start()) {
                    playing.await("kill", WITHIN);
                    redis.kill9();
                    awaitHeard(cluster, false);
                    playing.tell("killed");
                    playing.await("start", WITHIN);
                    redis.startAgain("another");
                    await().atMost(WITHIN)
                            .until(() -> cluster.nodes().stream().allMatch(node -> node.hasLogged("WRONGPASS")));
                    awaitHeard(cluster, false);
                    playing.tell("started");
                    playing.await("restart", WITHIN);
                    redis.kill9();
                    redis.startAgain(PASSWORD);
                    awaitHeard(cluster, true);
                    playing.tell("restarted");
                    playing.finish(WITHIN);
                }
                cluster.nodes().forEach(RedisBridgeIT::saysItOnceAndNoMore);
            }
        }
    }

    private static void awaitHeard(ParleyCluster cluster, boolean heard) {
        await().atMost(WITHIN)
                .until(() -> cluster.nodes().stream()
                        .allMatch(node -> node.metrics().sum("parley_redis_connected") == (heard ? 1 : 0)));
    }

    private static void saysItOnceAndNoMore(ParleyProcess node) {
        assertThat(node.tail())
                .containsOnlyOnce("a message from Redis is passed over")
                .containsOnlyOnce("WRONGPASS")
                .doesNotContain(PASSWORD);
        assertThat(node.hasLoggedAnException()).as(node.tail()).isFalse();
        assertThat(node.metrics().sum("parley_redis_messages_total", "as=\"refused\""))
                .isPositive();
        assertThat(node.metrics().sum("parley_redis_messages_total", "as=\"ignored\""))
                .isPositive();
        assertThat(node.metrics().sum("parley_redis_messages_total", "as=\"command\""))
                .isEqualTo(6);
    }
}
