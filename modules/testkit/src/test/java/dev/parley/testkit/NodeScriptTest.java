package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeScriptTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** A scenario that is not told where the nodes are. */
    private final NodeScript lost = new NodeScript("interest.mjs", Map.of(), () -> "it rained");

    @Test
    void aFailureTellsItsReasonAndTheCircumstances() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lost.play(SOON))
                .withMessageContaining("MEMBERS_AT is not set")
                .withMessageContaining("it rained");
    }

    @Test
    void aLineThatDoesNotComeIsAFailure() {
        try (NodeScript.Playing playing = lost.start()) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> playing.await("all is well", SOON))
                    .withMessageContaining("has not said");
        }
    }

    @Test
    void aSettingMoreLeavesTheScriptAsItWas() {
        assertThat(lost.with("EMITS", 7).environment()).containsExactly(Map.entry("EMITS", "7"));
        assertThat(lost.environment()).isEmpty();
    }
}
