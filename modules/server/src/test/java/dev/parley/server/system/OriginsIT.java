package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose pages may connect. */
class OriginsIT {

    private static final String ALLOWED = "https://shop.example";

    @Test
    void aProfileLetsInFewerThanTheServerAndTheStartTellsWhoThatIs() {
        Map<String, String> settings =
                Map.of("PARLEY_SOCKETS_ALLOWED_ORIGINS", "*", "PARLEY_PROFILES_PARLEY_ALLOWED_ORIGINS", ALLOWED);
        try (ParleyCluster alone = ParleyCluster.start(1, new Secrets(), settings)) {
            assertThat(alone.node(1).hasLogged("pages: any may connect")).isTrue();
            alone.scenario("origins.mjs").with("ALLOWED", ALLOWED).play(Duration.ofMinutes(1));
        }
    }
}
