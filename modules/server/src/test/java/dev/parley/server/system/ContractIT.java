package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The documents of a node that speaks every contract: others can read them, and what they say of the HTTP API is so. With
 * {@code -Dparley.contract.requests=100000} it asks for longer, with {@code -Dparley.contract.seed=N} the same again.
 */
class ContractIT {

    private static final Duration WITHIN = Duration.ofMinutes(30);
    private static final String REQUESTS = System.getProperty("parley.contract.requests", "1500");
    private static final String SEED = System.getProperty("parley.contract.seed", "1");

    /** One address asks for all, so that no limit may come first. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_CONFIG", TestFile.path("all-profiles.yaml"),
            "API_SECRET", "a client key of some length",
            "JWT_SECRET", "12345678",
            "PARLEY_LIMITS_REQUESTS_PER_SECOND", "10000");

    @AutoClose
    private static ParleyCluster node;

    @BeforeAll
    static void start() {
        node = ParleyCluster.start(1, new Secrets(), SETTINGS);
    }

    @Test
    void toolsOfOthersReadTheDocuments() {
        node.scenario("documents.mjs")
                .with("PROFILES", "parley,instantio,chat-panel,channels,messaging,marketplace")
                .with("ROUTED", "instantio,chat-panel,channels,messaging")
                .play(WITHIN);
    }

    @Test
    void whateverIsAskedIsAnsweredAsDocumented() {
        node.scenario("contract.mjs")
                .with("REQUESTS", REQUESTS)
                .with("SEED", SEED)
                .play(WITHIN);
        assertThat(node.node(1).hasLogged(" ERROR ")).as(node.node(1).tail()).isFalse();
    }
}
