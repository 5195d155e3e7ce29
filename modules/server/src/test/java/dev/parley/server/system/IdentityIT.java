package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.ParleyCluster;
import dev.parley.testkit.ParleyProcess;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who clients are, and what becomes of them when their tokens end: on a cluster whose nodes log all that they can. */
class IdentityIT {

    @TempDir
    Path folder;

    @Test
    void tokensAreBelievedAsDocumentedAndNoneIsInAnyLog() throws IOException {
        Path told = folder.resolve("told");
        Path namespaces = Files.write(
                folder.resolve("parley.yaml"),
                List.of(
                        "profiles:",
                        "  parley:",
                        "    authenticated: [/private]",
                        "namespaces:",
                        "  /: parley",
                        "  /private: parley"));
        Map<String, String> settings = Map.of(
                "PARLEY_CONFIG",
                namespaces.toString(),
                "JAVA_TOOL_OPTIONS",
                "-Dlogback.configurationFile=" + TestFile.path("everything.xml"));
        try (ParleyCluster cluster = ParleyCluster.start(3, new Secrets(), settings)) {
            cluster.scenario("identity.mjs").with("CONFIDENCES", told).play(Duration.ofMinutes(3));
            assertThat(cluster.nodes().stream()
                            .mapToDouble(node -> node.metrics().sum("parley_recovery_total", "reason=\"another_user\""))
                            .sum())
                    .isEqualTo(1);
            List<String> secrets = Files.readAllLines(told);
            assertThat(secrets).hasSizeGreaterThan(100);
            for (ParleyProcess node : cluster.nodes())
                assertSilentAbout(secrets, node.folder().resolve("everything.log"));
        }
    }

    private static void assertSilentAbout(List<String> secrets, Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            assertThat(all).as("something is logged").hasSizeGreaterThan(100);
            for (String secret : secrets) {
                assertThat(all).as("lines with a secret").noneMatch(line -> line.contains(secret));
            }
        }
    }
}
