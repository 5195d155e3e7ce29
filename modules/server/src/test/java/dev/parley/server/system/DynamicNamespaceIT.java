package dev.parley.server.system;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces by a pattern of the configuration file, in which events are checked, for clients and for backends. */
class DynamicNamespaceIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final String EVENTS_PER_SECOND = "50";

    @Test
    void eachNameThatFitsIsANamespaceOfItsOwnAndCheckedLikeTheOthers(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("order.json"),
                "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"}}}");
        Path file = Files.write(
                folder.resolve("parley.yaml"),
                List.of(
                        "profiles:",
                        "  validate-in: [/tenant-*]",
                        "  parley:",
                        "    schemas: " + folder,
                        "namespaces:",
                        "  /tenant-*: parley"));
        Map<String, String> more =
                Map.of("PARLEY_CONFIG", file.toString(), "PARLEY_LIMITS_EVENTS_PER_SECOND", EVENTS_PER_SECOND);
        try (ParleyCluster cluster = ParleyCluster.start(2, new Secrets(), more)) {
            cluster.scenario("tenants.mjs").play(WITHIN);
            cluster.scenario("validated.mjs")
                    .with("EVENTS_PER_SECOND", EVENTS_PER_SECOND)
                    .play(WITHIN);
        }
    }
}
