package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients and backends of Socket Chat Server, with the variables that they have set until now. */
class ChannelsIT {

    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String PAGE = "app.example";

    /** The API key signs, as it did. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_PROFILE", "channels",
            "PARLEY_MODE", "production",
            "PARLEY_OUTBOUND_ALLOW", "127.0.0.1",
            "JOIN_TOKEN_SECRET", "",
            "ALLOW_REQUEST_DOMAINS", "other.example, " + PAGE,
            "REDIS_HOST", "redis.internal",
            "REDIS_PORT", "6379",
            "REDIS_DATA_PREFIX", "chat-prefix-",
            "REDIS_AUTH_PASSWORD", "redis-password");

    private static NodeScript scenario(ParleyCluster cluster, String program) {
        return cluster.scenario(program).with("ORIGIN", PAGE);
    }

    @Nested
    class OnOneNode {

        @AutoClose
        private static ParleyCluster node;

        @BeforeAll
        static void start() {
            node = ParleyCluster.start(1, new Secrets(), SETTINGS);
        }

        @Test
        void clientsAndBackendsGoOnAsTheyAre() {
            scenario(node, "channels.mjs").play(WITHIN);
        }

        @Test
        void backendsAreCalledWhenASocketHasGone() {
            scenario(node, "channels-webhook.mjs").play(WITHIN);
        }

        @Test
        void theStartTellsWhatIsThereInThePlaceOfRedisAndNoMore() {
            assertThat(node.node(1)
                            .hasLogged("warning: REDIS_HOST, REDIS_PORT, REDIS_DATA_PREFIX, REDIS_AUTH_PASSWORD: "
                                    + "not used: nodes find one another by cluster.members"))
                    .isTrue();
            for (String secret : new String[] {"redis.internal", "chat-prefix-", "redis-password"})
                assertThat(node.node(1).hasLogged(secret)).isFalse();
        }
    }

    @Nested
    class OnThreeNodes {

        @AutoClose
        private static StoreProcess store;

        @AutoClose
        private static ParleyCluster cluster;

        @BeforeAll
        static void start() {
            store = StoreProcess.start();
            cluster = ParleyCluster.start(3, store, new Secrets(), SETTINGS);
        }

        @Test
        void clientsAndBackendsGoOnAsTheyAre() {
            scenario(cluster, "channels.mjs").play(WITHIN);
        }

        @Test
        void backendsAreCalledWhenASocketHasGone() {
            scenario(cluster, "channels-webhook.mjs").play(WITHIN);
        }

        @Test
        void whoWasOnANodeThatDiesIsNotCountedAnyMoreAndItsBackendIsCalled() {
            try (NodeScript.Playing playing =
                    scenario(cluster, "channels-death.mjs").start()) {
                playing.await("kill", WITHIN);
                cluster.node(2).kill9();
                playing.finish(WITHIN);
            } finally {
                cluster.startAgain(2);
            }
        }
    }
}
