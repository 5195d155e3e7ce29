package dev.parley.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.Chaos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whatever is done to the cluster, what it has accepted arrives, once and in order, what it has acknowledged is kept, and who
 * it says is there is there. Played where {@code -Dparley.chaos.duration=5m} says how long; {@code -Dparley.chaos.seed=} does
 * something else.
 */
@EnabledIfSystemProperty(named = "parley.chaos.duration", matches = ".+")
class ChaosIT {

    private static final String ROOT = "../..";

    @Test
    void promisesAreKeptUnderFaults() {
        int code = Chaos.run(
                "random",
                "--root",
                ROOT,
                "--clients",
                "100",
                "--seed",
                System.getProperty("parley.chaos.seed", "8"),
                "--duration",
                System.getProperty("parley.chaos.duration"));
        assertThat(code).as("the report above says what was broken").isZero();
    }
}
