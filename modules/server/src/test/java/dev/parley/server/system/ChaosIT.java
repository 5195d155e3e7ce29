package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.Chaos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Whatever is done to the cluster, what it has accepted arrives, once and in order, what it has acknowledged is kept, and who
 * it says is there is there. Played for five minutes on machines of CI, elsewhere where {@code -Dparley.chaos.duration=5m}
 * says how long; {@code -Dparley.chaos.seed=} does something else. Its load leaves room for another test beside it.
 */
@EnabledIf("isWanted")
class ChaosIT {

    private static final String ROOT = "../..";
    private static final Path REPORT = Path.of("target/chaos/report.md");

    static boolean isWanted() {
        return !duration().isEmpty();
    }

    private static String duration() {
        return System.getProperty("parley.chaos.duration", "true".equals(System.getenv("CI")) ? "5m" : "");
    }

    @Test
    void promisesAreKeptUnderFaults() throws IOException {
        Files.createDirectories(REPORT.getParent());
        int code = Chaos.run(
                "random",
                "--root",
                ROOT,
                "--clients",
                "30",
                "--rate",
                "10",
                "--seed",
                System.getProperty("parley.chaos.seed", "8"),
                "--duration",
                duration(),
                "--report",
                REPORT.toString());
        assertThat(code)
                .as("1: a promise was broken; 3: the rig failed; %s says what", REPORT)
                .isZero();
    }
}
