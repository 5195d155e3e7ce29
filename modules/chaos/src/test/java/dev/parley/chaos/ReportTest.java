package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Verdict KEPT = new Verdict("events", Map.of("accepted", 5L), List.of(), List.of(), 0);
    private static final Verdict BROKEN =
            new Verdict("events", Map.of("lost", 2L, "a hole", 1L), List.of(), List.of("lost: 7"), 3);

    private final Books books = Books.empty();

    private Report report(Verdict verdict, long missing, String... disobeyed) {
        return new Report(
                Scenario.named("random"),
                8,
                "Parley",
                0,
                List.of("left out: LOSS, no tc"),
                List.of(),
                List.of(disobeyed),
                missing,
                List.of(verdict),
                books,
                Map.of("fresh, timeout", 4.0),
                Map.of("node-1", Duration.ofMillis(1_500)));
    }

    @Test
    void allThatIsKeptIsGood() {
        assertThat(report(KEPT, 0).outcome()).isEqualTo(Report.Outcome.KEPT);
    }

    @Test
    void aBrokenPromiseAClientThatDoesNotComeBackAndANodeThatEndsAreNot() {
        assertThat(report(BROKEN, 0).outcome()).isEqualTo(Report.Outcome.BROKEN);
        assertThat(report(KEPT, 1).outcome()).isEqualTo(Report.Outcome.BROKEN);
        assertThat(report(KEPT, 0, "node-1 ended with 1").outcome()).isEqualTo(Report.Outcome.BROKEN);
    }

    @Test
    void aFaultOfTheRigIsToldAsOneWithItsCause() {
        books.troubles().add(new IllegalStateException("no room"));
        assertThat(report(BROKEN, 0).outcome()).isEqualTo(Report.Outcome.RIG_FAILED);
        assertThat(report(BROKEN, 0).text())
                .startsWith("# Chaos: random, seed 8: THE RIG FAILED")
                .contains("no room");
    }

    @Test
    void totalsSayWhatWasLostAndWhatItCost() {
        assertThat(report(BROKEN, 0).text())
                .contains("- accepted events that were lost: 3\n")
                .contains("- came back as nodes say, fresh, timeout: 4\n")
                .contains(", node-1 1.5\n")
                .contains("- left out: LOSS, no tc\n");
    }
}
