package dev.parley.server.system;

import dev.parley.testkit.NodeScript;
import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import dev.parley.testkit.StoreProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Clients of the messaging contract, on a node by itself and on three that share a store. Beside it there is chat-panel, so
 * that its routes must not get in the way.
 */
class MessagingIT {

    private static final Duration WITHIN = Duration.ofMinutes(3);

    /** Short enough to issue for a test, and long enough not to pass by itself on a busy machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_CONFIG", TestFile.path("messaging-and-panel.yaml"),
            "API_SECRET", "a client key of some length",
            "JWT_SECRET", "12345678",
            "FRONTEND_URL", "https://app.example",
            "PARLEY_PROFILES_MESSAGING_PASSWORD_ITERATIONS", "100000",
            "PARLEY_PROFILES_MESSAGING_OFFLINE_DELAY", "4s",
            "PARLEY_PROFILES_MESSAGING_TYPING_TIMEOUT", "4s");

    private static NodeScript scenario(ParleyCluster cluster, String program) {
        return cluster.scenario(program)
                .with("PROFILE", "messaging")
                .with("JWT_SECRET", SETTINGS.get("JWT_SECRET"))
                .with("FRONTEND_URL", SETTINGS.get("FRONTEND_URL"));
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
        void peopleWriteToEachOther() {
            scenario(node, "messaging.mjs").play(WITHIN);
        }

        @Test
        void everythingElseIsToBeHadByHttp() {
            scenario(node, "messaging-http.mjs").play(WITHIN);
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
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("MONGODB_URI", store.uri());
            // Whoever needs it while it is away waits for so long.
            settings.put("PARLEY_STORAGE_TIMEOUT", "2s");
            cluster = ParleyCluster.start(3, new Secrets(), settings);
        }

        @Test
        void peopleWriteToEachOther() {
            scenario(cluster, "messaging.mjs").play(WITHIN);
        }

        @Test
        void everythingElseIsToBeHadByHttp() {
            scenario(cluster, "messaging-http.mjs").play(WITHIN);
        }

        @Test
        void withoutTheStoreEverybodyIsToldAndNobodyIsLost() {
            try (NodeScript.Playing playing =
                    scenario(cluster, "messaging-outage.mjs").start()) {
                playing.await("kill", WITHIN);
                store.kill9();
                playing.await("start", WITHIN);
                store.startAgain();
                playing.finish(WITHIN);
            }
        }

        @Test
        void whoWasOnANodeThatDiesHasGone() {
            try (NodeScript.Playing playing =
                    scenario(cluster, "messaging-death.mjs").start()) {
                playing.await("kill", WITHIN);
                cluster.node(2).kill9();
                playing.finish(WITHIN);
            } finally {
                cluster.startAgain(2);
            }
        }
    }
}
