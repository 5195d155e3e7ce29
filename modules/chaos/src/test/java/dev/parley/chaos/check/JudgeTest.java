package dev.parley.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Histories that are right or wrong in one way, and what is found in them. */
class JudgeTest {

    private static final int ROOM = 1;
    private static final int OTHER_ROOM = 2;
    private static final int CLIENT = 7;
    private static final int BACKEND = -1;

    private final Ledger ledger = new Ledger();
    private final Journal journal = new Journal(CLIENT, Set.of(ROOM, OTHER_ROOM));
    private long now = 1;

    private Emission sent(String stream, int room) {
        return ledger.sending(stream, 1, Set.of(room), BACKEND, now++);
    }

    private Emission accepted(String stream, int room) {
        Emission emission = sent(stream, room);
        emission.accepted(now++);
        return emission;
    }

    private void enter(boolean recovered) {
        journal.welcomed(1, recovered, now++);
    }

    private void join() {
        journal.joined(ROOM, now++);
        journal.joined(OTHER_ROOM, now++);
    }

    private void gets(Emission... emissions) {
        for (Emission each : emissions) journal.received(each.id());
    }

    private void isOut() {
        journal.lost(true);
    }

    private Verdict verdict(Cut... cuts) {
        return Judge.judge(List.of(journal), ledger, List.of(cuts), 0);
    }

    private void isBroken(String kind) {
        Verdict verdict = verdict();
        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.faults()).singleElement().asString().startsWith(kind + ": ");
        assertThat(verdict.counts()).containsEntry(kind, 1L);
    }

    private void isKept() {
        assertThat(verdict().faults()).isEmpty();
        assertThat(verdict().isGood()).isTrue();
    }

    @Nested
    class OfAClientThatStays {

        void given() {
            enter(false);
            join();
        }

        @Test
        void allOnceInOrderIsKept() {
            given();
            gets(accepted("a", ROOM), accepted("a", OTHER_ROOM), accepted("b", ROOM));
            isKept();
        }

        @Test
        void anAcceptedEventThatDoesNotComeIsLost() {
            given();
            accepted("a", ROOM);
            isBroken("lost");
        }

        @Test
        void oneThatWasNeverAcceptedMayComeOrNot() {
            given();
            gets(sent("a", ROOM));
            sent("b", ROOM);
            isKept();
        }

        @Test
        void anEventThatComesAgainIsFound() {
            given();
            Emission emission = accepted("a", ROOM);
            gets(emission, emission);
            isBroken("twice");
        }

        @Test
        void oneThatWasNeverAcceptedMustNotComeTwiceEither() {
            given();
            Emission emission = sent("a", ROOM);
            gets(emission, emission);
            isBroken("twice");
        }

        @Test
        void anEventOfAnEmitterThatOvertakesItsPredecessorIsFound() {
            given();
            Emission first = accepted("a", ROOM);
            gets(accepted("a", ROOM), first);
            isBroken("out of order");
        }

        @Test
        void emittersAndRoomsMayOvertakeOneAnother() {
            given();
            Emission first = accepted("a", ROOM);
            gets(accepted("b", ROOM), accepted("a", OTHER_ROOM), first);
            isKept();
        }

        @Test
        void whatWasSentBeforeTheJoinWasAcknowledgedMayBeMissing() {
            enter(false);
            accepted("a", ROOM);
            join();
            isKept();
        }

        @Test
        void anEventOfARoomThatItIsNotInIsFound() {
            given();
            gets(accepted("a", 3));
            isBroken("to a stranger");
        }

        @Test
        void itsOwnEventIsFoundIfItComesAndNotMissedIfNot() {
            given();
            Emission own = ledger.sending("c", 1, Set.of(ROOM), CLIENT, now++);
            own.accepted(now++);
            isKept();
            gets(own);
            isBroken("to its sender");
        }

        @Test
        void whatAnEarlierSessionOfItsOwnSentMayCome() {
            given();
            Emission own = ledger.sending("c", 1, Set.of(ROOM), CLIENT, now++);
            own.accepted(now++);
            isOut();
            enter(false);
            join();
            gets(own);
            isKept();
        }

        @Test
        void anEventThatNobodyHasSentIsFound() {
            given();
            journal.received(99);
            isBroken("invented");
        }

        @Test
        void anEventOfTwoOfItsRoomsIsExpectedOnce() {
            given();
            Emission both = ledger.sending("a", 1, Set.of(ROOM, OTHER_ROOM), BACKEND, now++);
            both.accepted(now++);
            isBroken("lost");
            gets(both);
            isKept();
            assertThat(verdict().counts()).containsEntry("expected", 1L);
        }
    }

    @Nested
    class OfAClientThatIsCutOff {

        @Test
        void aRecoveredSessionHasWhatItMissedAndAllAfterIt() {
            enter(false);
            join();
            gets(accepted("a", ROOM));
            isOut();
            Emission missed = accepted("a", ROOM);
            enter(true);
            gets(missed, accepted("a", ROOM));
            isKept();
            assertThat(verdict().counts()).containsEntry("sessions recovered", 1L);
        }

        @Test
        void sayingRecoveredWithoutWhatItMissedIsALie() {
            enter(false);
            join();
            gets(accepted("a", ROOM));
            isOut();
            accepted("a", ROOM);
            enter(true);
            gets(accepted("a", ROOM));
            isBroken("lost");
        }

        @Test
        void aRecoveryThatRepeatsWhatWasThereIsFound() {
            enter(false);
            join();
            Emission before = accepted("a", ROOM);
            gets(before);
            isOut();
            enter(true);
            gets(before);
            isBroken("twice");
        }

        @Test
        void aRecoveryThatTellsTheMissedAfterTheNewIsFound() {
            enter(false);
            join();
            isOut();
            Emission missed = accepted("a", ROOM);
            enter(true);
            gets(accepted("a", ROOM), missed);
            isBroken("out of order");
        }

        @Test
        void whoIsToldThatTheSessionIsOverMayMissWhatCameMeanwhile() {
            enter(false);
            join();
            gets(accepted("a", ROOM));
            isOut();
            accepted("a", ROOM);
            enter(false);
            join();
            gets(accepted("a", ROOM));
            isKept();
            assertThat(verdict().counts())
                    .containsEntry("sessions told", 1L)
                    .containsEntry("told though recoverable", 1L);
        }

        @Test
        void aSessionThatIsOverHasNoHolesEither() {
            enter(false);
            join();
            accepted("a", ROOM);
            gets(accepted("a", ROOM));
            isOut();
            enter(false);
            join();
            isBroken("a hole");
        }

        @Test
        void afterAFreshStartEverythingIsExpectedAgain() {
            enter(false);
            join();
            isOut();
            enter(false);
            join();
            accepted("a", ROOM);
            isBroken("lost");
        }

        @Test
        void whoIsOutAtTheEndIsOwedNothing() {
            enter(false);
            join();
            isOut();
            accepted("a", ROOM);
            journal.endedOutside();
            isKept();
        }
    }

    @Nested
    class AcrossAPartition {

        private Emission atNode(int node) {
            Emission emission = ledger.sending("a", node, Set.of(ROOM), BACKEND, now++);
            emission.accepted(now++);
            return emission;
        }

        @Test
        void whatTheOtherSideTookMayBeMissingAndIsCounted() {
            enter(false);
            join();
            long from = now;
            atNode(2);
            Verdict verdict = verdict(new Cut(Set.of(2), from, now));
            assertThat(verdict.isGood()).isTrue();
            assertThat(verdict.counts()).containsEntry("across a partition", 1L);
        }

        @Test
        void whatTheOwnSideTookIsLost() {
            enter(false);
            join();
            long from = now;
            atNode(3);
            assertThat(verdict(new Cut(Set.of(2), from, now)).isGood()).isFalse();
        }

        @Test
        void whatWasTakenAfterTheHealingIsLost() {
            enter(false);
            join();
            long from = now;
            long until = now++;
            atNode(2);
            assertThat(verdict(new Cut(Set.of(2), from, until)).isGood()).isFalse();
        }
    }

    @Test
    void whatAClientMissesThatIsToldBreaksNothingAndIsCounted() {
        enter(false);
        join();
        isOut();
        accepted("a", ROOM);
        enter(false);
        join();
        gets(accepted("a", ROOM));
        isKept();
        assertThat(verdict().counts()).containsEntry("missed between sessions by clients that were told", 1L);
    }
}
