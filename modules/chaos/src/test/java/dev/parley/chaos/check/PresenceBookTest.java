package dev.parley.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceBookTest {

    private static final String ANN = "ann";

    private final PresenceBook book = new PresenceBook();

    @BeforeEach
    void annIsOffline() {
        book.user(ANN, at(0));
        book.faultEnds(at(0));
    }

    private static long at(int second) {
        return TimeUnit.SECONDS.toNanos(second);
    }

    private void seen(boolean online, int second) {
        book.view(1, Map.of(ANN, online), at(second), at(second));
    }

    private void isBroken(String kind) {
        assertThat(book.verdict().faults()).singleElement().asString().startsWith(kind + ": ");
    }

    private void isKept(long compared) {
        Verdict verdict = book.verdict();
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.counts()).containsEntry("compared", compared);
    }

    @Test
    void theTruthIsKept() {
        book.device(ANN, 1, at(1));
        seen(true, 12);
        isKept(1);
    }

    @Test
    void whoIsSaidToBeThereTenSecondsAfterTheLastDeviceLeftIsAGhost() {
        book.device(ANN, 1, at(1));
        book.device(ANN, -1, at(2));
        seen(true, 13);
        isBroken("a ghost");
    }

    @Test
    void whoIsSaidToBeAwayTenSecondsAfterTheFirstDeviceCameIsDenied() {
        book.device(ANN, 1, at(1));
        seen(false, 12);
        isBroken("denied");
    }

    @Test
    void aSecondDeviceChangesNothing() {
        book.device(ANN, 1, at(1));
        book.device(ANN, 1, at(8));
        book.device(ANN, -1, at(9));
        seen(false, 12);
        isBroken("denied");
    }

    @Test
    void withinTenSecondsANodeMayBeWrong() {
        book.device(ANN, 1, at(10));
        seen(false, 19);
        seen(true, 20);
        isKept(1);
    }

    @Test
    void duringAFaultAndTenSecondsAfterItANodeMayBeWrongAndHowLongIsTold() {
        book.device(ANN, 1, at(1));
        book.faultBegins();
        seen(false, 30);
        book.faultEnds(at(31));
        seen(false, 35);
        seen(true, 42);
        Verdict verdict = book.verdict();
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.counts())
                .containsEntry("compared", 1L)
                .containsEntry("slowest view that was still wrong after a fault, ms", 4_000L);
    }

    @Test
    void aRunThatNeverComparesIsNotKept() {
        seen(false, 9);
        isBroken("nothing compared");
    }
}
