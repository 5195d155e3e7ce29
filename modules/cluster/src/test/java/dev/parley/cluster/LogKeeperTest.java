package dev.parley.cluster;

import static dev.parley.cluster.LogNetwork.LOBBY;
import static dev.parley.cluster.LogNetwork.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.cluster.LogNetwork.TestLog;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Logs of three nodes: the copy of a's is kept by b, that of b's by c, that of c's by a. */
class LogKeeperTest {

    private static final Duration KEPT = LogNetwork.CONFIG.limits().age();

    private final LogNetwork network = new LogNetwork();
    private final TestLog a = network.start("a");
    private final TestLog b = network.start("b");
    private final TestLog c = network.start("c");

    @BeforeEach
    void inTheLobby() {
        network.enter(LOBBY, a, b, c);
        network.pass(200);
    }

    private MissedRequest request(TestLog asker, TestLog origin, long after) {
        return new MissedRequest(asker.id, 1, origin.id, ROOT, List.of(new Owed(LOBBY.target(), after)), 1_000_000);
    }

    @Nested
    class AnAcceptedEvent {

        @Test
        void reachesEveryNodeOnceAndInOrder() {
            for (int i = 0; i < 10; i++) a.accept("e" + i, LOBBY);
            network.run();

            var all = List.of("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9");
            assertThat(a.heard).isEqualTo(all);
            assertThat(b.heard).isEqualTo(all);
            assertThat(c.heard).isEqualTo(all);
        }

        @Test
        void isKeptWhenAnotherNodeHasIt() {
            Future<Void> kept = a.accept("e", LOBBY);
            assertThat(kept.isComplete()).isFalse();

            network.run();

            assertThat(kept.succeeded()).isTrue();
        }

        @Test
        void isKeptAtOnceWhereNobodyElseIs() {
            network.kill(b);
            network.kill(c);

            assertThat(a.accept("e", LOBBY).succeeded()).isTrue();
        }

        @Test
        void isCopiedTogetherWithThoseThatComeMeanwhile() {
            network.copies = 0;
            var kept = new ArrayList<Future<Void>>();
            for (int i = 0; i < 1_000; i++) kept.add(a.accept("e" + i, LOBBY));
            network.run();

            assertThat(kept).allMatch(Future::succeeded);
            assertThat(network.copies).isEqualTo(2);
        }

        @Test
        void waitsNoLongerThanPatienceLastsForANodeThatIsFrozen() {
            network.silent = b.id::equals;
            Future<Void> kept = a.accept("e", LOBBY);

            network.pass(900);
            assertThat(kept.isComplete()).isFalse();
            network.pass(200);
            assertThat(kept.succeeded()).isTrue();
            assertThat(a.accept("next", LOBBY).succeeded())
                    .as("nobody else waits for it")
                    .isTrue();
        }

        @Test
        void waitsAgainOnceTheCopyMoves() {
            network.silent = b.id::equals;
            var unused = a.accept("e", LOBBY);
            network.pass(1_100);
            network.silent = node -> false;
            network.pass(1_200);

            assertThat(a.accept("next", LOBBY).isComplete()).isFalse();
        }

        @Test
        void isCopiedThoughTheFirstTryWasLost() {
            network.lost = LogCopy.class::isInstance;
            Future<Void> kept = a.accept("e", LOBBY);
            network.run();
            network.lost = message -> false;
            network.pass(1_100);

            assertThat(kept.succeeded()).isTrue();
            network.kill(a);
            network.pass(2_000);
            c.keeper.hear(request(c, a, 0));
        }
    }

    @Nested
    class TheNodeThatDies {

        @Test
        void hasAnHeirWhoAnswersWhatWasMissed() {
            a.accept("one", LOBBY);
            a.accept("two", LOBBY);
            network.run();
            network.kill(a);
            network.pass(200);

            b.keeper.hear(request(c, a, 1));
            network.run();

            assertThat(c.missed).singleElement().satisfies(answer -> {
                assertThat(answer.outcome()).isEqualTo(MissedOutcome.COMPLETE);
                assertThat(answer.events())
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.event().id()).isEqualTo("two"));
                assertThat(answer.stamp().number()).isEqualTo(2);
            });
        }

        @Test
        void losesNothingThatItAcceptedThoughItSentItToNobody() {
            network.lost = message -> message instanceof dev.parley.bus.Message.Broadcast;
            Future<Void> kept = a.accept("last", LOBBY);
            network.run();
            assertThat(kept.succeeded()).isTrue();
            network.lost = message -> false;

            network.kill(a);
            network.pass(2_000);

            assertThat(b.heard).containsExactly("last");
            assertThat(c.heard).containsExactly("last");
        }

        @Test
        void isFollowedByItsHeirAndNothingIsLost() {
            network.lost = message -> message instanceof dev.parley.bus.Message.Broadcast;
            var unused = Future.all(a.accept("last", LOBBY), b.accept("other", LOBBY));
            network.run();
            network.lost = message -> false;
            network.silent = c.id::equals;
            network.kill(a);
            network.silent = node -> false;
            network.pass(10_000);

            network.kill(b);
            network.pass(10_000);

            assertThat(c.heard).containsExactlyInAnyOrder("last", "other");
            c.keeper.hear(request(c, a, 0));
            c.keeper.hear(request(c, b, 0));
            network.run();
            assertThat(c.missed).hasSize(2).allMatch(answer -> answer.outcome() == MissedOutcome.COMPLETE);
            assertThat(c.missed).allMatch(answer -> answer.events().size() == 1);
        }

        @Test
        void isRememberedWithTheTimeOfItsDeathAndForgottenAfterTwoWindows() {
            a.accept("e", LOBBY);
            network.run();
            long death = network.now;
            network.kill(a);
            network.pass(500);

            LogRecord record = network.records.get(a.id);
            assertThat(record.holder()).isEqualTo(b.id);
            assertThat(record.backup()).contains(c.id);
            assertThat(record.end()).isPresent().get().satisfies(end -> {
                assertThat(end.last()).isEqualTo(1);
                assertThat(end.at().toEpochMilli()).isBetween(death, death + 500);
            });

            network.pass(Duration.ofMinutes(4).plusSeconds(1).toMillis());
            assertThat(network.records).doesNotContainKey(a.id);
            assertThat(b.arrivals.position().of(a.id)).isEqualTo(1);
            network.pass(11_000);
            assertThat(b.arrivals.position().of(a.id))
                    .as("and nobody carries it about any more")
                    .isZero();
            assertThat(b.broken).isEmpty();
        }

        @Test
        void isAnsweredForWithWhatOthersHeardOfItBeforeItWasCopied() {
            network.lost = message -> message instanceof LogCopy;
            for (int i = 1; i <= 3; i++) a.accept("e" + i, LOBBY);
            network.run();
            assertThat(c.heard).containsExactly("e1", "e2", "e3");
            network.lost = message -> false;
            network.kill(a);
            network.pass(200);

            b.keeper.hear(request(c, a, 1));
            network.run();
            assertThat(c.missed).singleElement().satisfies(answer -> {
                assertThat(answer.outcome()).isEqualTo(MissedOutcome.COMPLETE);
                assertThat(answer.stamp().number()).isEqualTo(3);
                assertThat(answer.events())
                        .extracting(entry -> entry.event().id())
                        .containsExactly("e2", "e3");
            });
            assertThat(b.broken).isEmpty();
        }

        @Test
        void isAnsweredForThoughSomebodyDoesNotTellWhatItHeard() {
            a.accept("e", LOBBY);
            network.run();
            network.silent = c.id::equals;
            network.kill(a);
            network.pass(500);
            b.keeper.hear(request(b, a, 0));
            network.run();
            assertThat(b.missed).singleElement().matches(answer -> answer.outcome() == MissedOutcome.NOT_YET);
            network.pass(1_000);
            b.keeper.hear(request(b, a, 0));
            network.run();
            assertThat(b.missed.getLast().outcome()).isEqualTo(MissedOutcome.COMPLETE);
        }

        @Test
        void endsWhereItsCopyDoesWhenNobodyKnowsWhatCameBehindThat() {
            network.lost = message -> message instanceof LogCopy;
            for (int i = 0; i <= Heard.MOST; i++) a.accept("e" + i, LOBBY);
            network.run();
            network.lost = message -> false;
            network.kill(a);
            network.pass(200);
            b.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed)
                    .singleElement()
                    .matches(answer -> answer.stamp().number() == 0);
        }

        @Test
        void isAnsweredForOnlyOnceTheClusterTellsWhoIsTo() {
            a.accept("e", LOBBY);
            network.run();
            network.recordsAnswer = false;
            network.kill(a);

            b.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed).singleElement().matches(answer -> answer.outcome() == MissedOutcome.NOT_YET);

            network.recordsAnswer = true;
            network.pass(200);
            b.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed.getLast().outcome()).isEqualTo(MissedOutcome.COMPLETE);
        }
    }

    @Nested
    class ANodeThatComesLater {

        @Test
        void hasNotMissedWhatWasTooOldToBeKeptByThen() {
            a.accept("old", LOBBY);
            network.pass(KEPT.plusSeconds(1).toMillis());
            a.accept("young", LOBBY);
            network.unknown.add(new NodeId("d"));
            TestLog later = network.start("d");
            a.accept("before it is known who is there", LOBBY);
            network.unknown.clear();
            network.pass(Duration.ofSeconds(6).toMillis());
            assertThat(later.broken).isEmpty();
            assertThat(later.arrivals.position().of(a.id)).isEqualTo(3);
        }

        @Test
        void hasMissedWhatItWasNotToldOfAndIsNotKeptAnyMore() {
            TestLog later = network.start("d");
            network.lost = message -> true;
            network.enter(LOBBY, later);
            a.accept("lost", LOBBY);
            network.pass(KEPT.plusSeconds(1).toMillis());
            network.lost = message -> false;
            network.pass(Duration.ofSeconds(6).toMillis());
            assertThat(later.broken).containsExactly(a.id);
        }
    }

    @Nested
    class AnotherBackup {

        @Test
        void takesOverWithoutAMomentInWhichNobodyHasTheLog() {
            a.accept("one", LOBBY);
            network.run();
            // Between a and b in the ring. It hears nothing of the copy at first.
            network.lost = message -> message instanceof LogCopy copy && copy.reset();
            TestLog between = network.start("aa");
            Future<Void> kept = a.accept("two", LOBBY);
            network.run();
            assertThat(kept.succeeded()).as("the old one keeps it").isTrue();
            assertThat(network.records.get(a.id).backup()).contains(b.id);

            network.lost = message -> false;
            network.pass(1_200);

            assertThat(network.records.get(a.id).backup()).contains(between.id);
            b.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed.getLast().outcome())
                    .as("b has dropped its copy")
                    .isEqualTo(MissedOutcome.UNKNOWN);
            network.kill(a);
            network.pass(500);
            between.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed.getLast().events()).hasSize(2);
        }

        @Test
        void getsEverythingWhenTheFirstOneDies() {
            for (int i = 0; i < 3; i++) a.accept("e" + i, LOBBY);
            network.run();
            network.kill(b);
            Future<Void> kept = a.accept("e3", LOBBY);
            assertThat(kept.isComplete()).isFalse();
            network.run();

            assertThat(kept.succeeded()).isTrue();
            assertThat(network.records.get(a.id).backup()).contains(c.id);
            network.kill(a);
            network.pass(300);
            c.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed.getLast().events()).hasSize(4);
        }

        @Test
        void thatDiesInTheMiddleOfItLeavesTheFirstOneInPlace() {
            a.accept("one", LOBBY);
            network.run();
            network.lost = message -> message instanceof LogCopied;
            TestLog between = network.start("aa");
            network.lost = message -> false;
            network.kill(between);
            network.pass(200);
            Future<Void> kept = a.accept("two", LOBBY);
            network.run();

            assertThat(kept.succeeded()).isTrue();
            assertThat(network.records.get(a.id).backup()).contains(b.id);
            network.kill(a);
            network.pass(300);
            b.keeper.hear(request(c, a, 0));
            network.run();
            assertThat(c.missed.getLast().events()).hasSize(2);
        }
    }

    @Nested
    class ANodeThatWasOnlyAway {

        @Test
        void getsAndGivesEverythingThatWasAcceptedMeanwhile() {
            a.accept("before", LOBBY);
            network.run();
            network.silent = a.id::equals;
            LogNetwork.part(a, b);
            LogNetwork.part(a, c);
            LogNetwork.part(b, a);
            LogNetwork.part(c, a);
            a.accept("on its side", LOBBY);
            b.accept("on the other side", LOBBY);
            network.pass(3_000);

            network.silent = node -> false;
            network.heal(a, b);
            network.heal(a, c);
            network.pass(3_000);

            assertThat(a.heard).containsExactlyInAnyOrder("before", "on its side", "on the other side");
            assertThat(b.heard).containsExactlyInAnyOrder("before", "on its side", "on the other side");
            assertThat(c.heard).containsExactlyInAnyOrder("before", "on its side", "on the other side");
            assertThat(network.records.get(a.id)).isEqualTo(new LogRecord(a.id, Optional.of(b.id), Optional.empty()));
            b.accept("after", LOBBY);
            network.run();
            assertThat(a.heard).endsWith("after").doesNotHaveDuplicates();
        }

        @Test
        void hasAGapFromWhenTheDirectoryForgotItThoughTheLogHeardOfThatEarlier() {
            b.accept("one", LOBBY);
            network.run();
            LogNetwork.part(b, a);
            b.accept("still routed", LOBBY);
            network.run();
            network.unknown.add(a.id);
            network.members.get(LOBBY).remove(a.id);
            b.accept("two", LOBBY);
            network.run();
            b.keeper.joined(a.id);
            network.members.get(LOBBY).add(a.id);
            network.unknown.clear();

            b.accept("three", LOBBY);
            network.pass(1_100);

            assertThat(a.heard).containsExactly("one", "still routed", "two", "three");
        }

        @Test
        void isToldByTheNextEventThoughItNeverSawItselfGone() {
            b.accept("one", LOBBY);
            network.run();
            LogNetwork.part(b, a);
            network.members.get(LOBBY).remove(a.id);
            b.accept("two", LOBBY);
            network.run();
            network.members.get(LOBBY).add(a.id);
            b.keeper.joined(a.id);

            b.accept("three", LOBBY);
            network.pass(1_100);

            assertThat(a.heard).containsExactly("one", "two", "three");
        }
    }

    @Nested
    class WhatASocketHasMissed {

        @Test
        void isToldOfAllItsTargetsOnce() {
            var hall = new dev.parley.bus.Place(ROOT, Target.room("hall"));
            network.enter(hall, b);
            a.accept("hall", hall);
            a.accept("lobby", LOBBY);
            network.run();

            a.keeper.hear(new MissedRequest(
                    b.id, 7, a.id, ROOT, List.of(new Owed(LOBBY.target(), 0), new Owed(hall.target(), 1)), 1_000_000));
            network.run();

            assertThat(b.missed).singleElement().satisfies(answer -> {
                assertThat(answer.number()).isEqualTo(7);
                assertThat(answer.events())
                        .extracting(entry -> entry.event().id())
                        .containsExactly("lobby");
            });
        }

        @Test
        void isRefusedWhenItIsTooMuch() {
            a.accept("e", LOBBY);
            network.run();
            a.keeper.hear(new MissedRequest(b.id, 7, a.id, ROOT, List.of(new Owed(LOBBY.target(), 0)), 1));
            network.run();

            assertThat(b.missed).singleElement().matches(answer -> answer.outcome() == MissedOutcome.TOO_MUCH);
        }

        @Test
        void isRefusedWhenSomeOfItHasGoneForLackOfSpace() {
            for (int i = 0; i < 3_500; i++) a.accept("e" + i, LOBBY);
            network.run();
            a.keeper.hear(request(b, a, 1));
            a.keeper.hear(request(b, a, 3_000));
            network.run();

            assertThat(b.missed.get(0).outcome()).isEqualTo(MissedOutcome.OVERFLOWED);
            assertThat(b.missed.get(1).outcome()).isEqualTo(MissedOutcome.COMPLETE);
            assertThat(b.missed.get(1).events()).hasSize(500);
        }

        @Test
        void isToldToThoseWhoAreOwedNothingOfWhatHasGone() {
            for (int i = 0; i < 3_500; i++) a.accept("e" + i, LOBBY);
            network.run();
            var quiet = List.of(new Owed(Target.room("quiet"), 1), new Owed(Target.EVERYONE, 1));
            a.keeper.hear(new MissedRequest(b.id, 7, a.id, ROOT, quiet, 100_000));
            network.run();

            assertThat(b.missed).singleElement().matches(answer -> answer.outcome() == MissedOutcome.COMPLETE);
        }

        @Test
        void comesBehindWhatWasLostOnTheWayBeforeIt() {
            network.lost = message -> message instanceof dev.parley.bus.Message.Broadcast;
            a.accept("lost", LOBBY);
            network.run();
            network.lost = message -> false;

            a.keeper.hear(request(b, a, 0));
            network.run();

            assertThat(b.heard).containsExactly("lost");
            assertThat(b.missed).hasSize(1);
            assertThat(b.arrivals.position().of(a.id)).isEqualTo(1);
        }
    }
}
