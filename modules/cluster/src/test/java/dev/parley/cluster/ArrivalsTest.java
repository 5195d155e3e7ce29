package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage;
import dev.parley.bus.LogMessage.LogMark;
import dev.parley.bus.LogMessage.LogTail;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.TailOutcome;
import dev.parley.bus.LogMessage.TailRequest;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.cluster.EventLogs.End;
import dev.parley.cluster.EventLogs.LogPlace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a node hears of the log of a, as a test says it. */
class ArrivalsTest {

    private static final NodeId SELF = new NodeId("self");
    private static final NodeId A = new NodeId("a");
    private static final NodeId HEIR = new NodeId("heir");

    private record Asked(NodeId holder, ToLog request) {}

    private final List<Asked> asked = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<NodeId> broken = new ArrayList<>();
    private final List<LogPlace> places = new ArrayList<>(List.of(live(A)));
    private long now;

    private final Arrivals arrivals = new Arrivals(SELF, new Logs(), new Sockets(), () -> now);

    private final class Logs implements EventLogs {
        @Override
        public Future<List<LogPlace>> all() {
            return Future.succeededFuture(places);
        }

        @Override
        public List<LogPlace> known() {
            return places;
        }

        @Override
        public boolean unsettled() {
            return false;
        }

        @Override
        public void ask(NodeId holder, ToLog request) {
            asked.add(new Asked(holder, request));
        }
    }

    private final class Sockets implements Arrivals.Receiver {
        @Override
        public void late(Broadcast event) {
            heard.add(event.id());
        }

        @Override
        public void missed(Missed answer) {
            heard.add("missed " + answer.number());
        }

        @Override
        public void broken(NodeId origin) {
            broken.add(origin);
        }
    }

    private static LogPlace live(NodeId node) {
        return new LogPlace(node, Optional.of(node), Optional.empty());
    }

    private boolean event(long number, long previous) {
        return arrivals.admit(LogNetwork.event("e" + number, LogNetwork.LOBBY).stamped(new Stamp(A, number, previous)));
    }

    private void tail(long after, long upTo, boolean last, long... numbers) {
        tail(after, upTo, last, TailOutcome.COMPLETE, numbers);
    }

    private void tail(long after, long upTo, boolean last, TailOutcome outcome, long... numbers) {
        var entries = new ArrayList<LogEntry>();
        for (long each : numbers) entries.add(new LogEntry(each, 0, LogNetwork.event("e" + each, LogNetwork.LOBBY)));
        arrivals.hear(new LogTail(A, after, upTo, entries, last, outcome));
    }

    private static Missed missed(long number, long upTo, long previous) {
        return new Missed(number, new Stamp(A, upTo, previous), 0, List.of(), true, MissedOutcome.COMPLETE);
    }

    private void tick(long millis) {
        now += millis;
        arrivals.tick();
    }

    private static Asked tailOf(NodeId holder, long after) {
        return new Asked(holder, new TailRequest(SELF, A, after));
    }

    @Nested
    class AnEvent {

        @Test
        void isHandedOnOnce() {
            assertThat(event(3, 0)).isTrue();
            assertThat(event(3, 0)).isFalse();
            assertThat(event(2, 0)).isFalse();
            assertThat(arrivals.position()).isEqualTo(Position.EMPTY.with(A, 3));
            assertThat(asked).isEmpty();
        }

        @Test
        void followsOneThatWasNotForThisNode() {
            assertThat(event(3, 0)).isTrue();
            assertThat(event(9, 3)).isTrue();
        }

        @Test
        void waitsForOneThatWasLostBeforeIt() {
            event(1, 0);
            assertThat(event(3, 2)).isFalse();
            assertThat(event(4, 3)).isFalse();
            assertThat(asked).containsExactly(tailOf(A, 1));

            tail(1, 4, true, 2, 3, 4);

            assertThat(heard).containsExactly("e2", "e3", "e4");
            assertThat(event(4, 3)).isFalse();
            assertThat(event(5, 4)).isTrue();
        }
    }

    @Nested
    class ATail {

        @Test
        void isAskedForAgainWhenItDoesNotCome() {
            event(3, 2);
            tick(900);
            assertThat(asked).hasSize(1);
            tick(200);
            assertThat(asked).hasSize(2);
        }

        @Test
        void isAskedForInAMomentWhenItCannotBeToldYet() {
            event(3, 2);
            now = 5_000;
            tail(0, 0, true, TailOutcome.NOT_YET);
            tick(100);
            assertThat(asked).hasSize(2);
            assertThat(heard).isEmpty();
        }

        @Test
        void comesPartByPart() {
            event(9, 8);
            tail(0, 4, false, 1, 2);
            assertThat(asked).last().isEqualTo(tailOf(A, 4));
            tail(4, 9, true, 8, 9);
            assertThat(heard).containsExactly("e1", "e2", "e8", "e9");
        }

        @Test
        void isOfNoUseWhenAPartBeforeItIsMissing() {
            event(9, 8);
            tail(4, 9, true, 8, 9);
            assertThat(heard).isEmpty();
            assertThat(arrivals.position().of(A)).isZero();
        }

        @Test
        void thatLacksSomethingIsSaidToBreakTheLog() {
            event(9, 8);
            tail(0, 9, true, TailOutcome.TRIMMED, 8, 9);
            assertThat(broken).containsExactly(A);
            assertThat(heard).containsExactly("e8", "e9");
            assertThat(event(10, 9)).isTrue();
        }

        @Test
        void nobodyAskedForIsIgnored() {
            tail(0, 2, true, 1, 2);
            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class AMark {

        @Test
        void liftsThePosition() {
            arrivals.hear(new LogMark(new Stamp(A, 7, 0)));
            assertThat(arrivals.position().of(A)).isEqualTo(7);
            assertThat(event(8, 7)).isTrue();
        }

        @Test
        void findsTheLastEventMissing() {
            arrivals.hear(new LogMark(new Stamp(A, 7, 6)));
            assertThat(arrivals.position().of(A)).isZero();
            assertThat(asked).containsExactly(tailOf(A, LogMessage.STRANGER));
        }
    }

    @Nested
    class WhatASocketMissed {

        @Test
        void liftsThePositionSoThatLaterOffsetsCoverIt() {
            arrivals.hear(missed(1, 7, 0));
            assertThat(heard).containsExactly("missed 1");
            assertThat(arrivals.position().of(A)).isEqualTo(7);
        }

        @Test
        void waitsForWhatWasLostBeforeIt() {
            arrivals.hear(missed(1, 7, 6));
            assertThat(heard).isEmpty();
            tail(0, 7, true, 6);
            assertThat(heard).containsExactly("e6", "missed 1");
        }

        @Test
        void isPassedOnAtOnceWhenItIsRefused() {
            arrivals.hear(new Missed(1, new Stamp(A, 0, 0), 0, List.of(), true, MissedOutcome.UNKNOWN));
            assertThat(heard).containsExactly("missed 1");
        }
    }

    @Nested
    class ADeadNode {

        @Test
        void isHeardToItsEndByItsHeir() {
            event(1, 0);
            places.set(0, new LogPlace(A, Optional.of(HEIR), Optional.empty()));
            arrivals.left(A);
            assertThat(asked).containsExactly(tailOf(HEIR, 1));

            tail(1, 2, true, 2);

            assertThat(heard).containsExactly("e2");
            tick(2_000);
            assertThat(asked).hasSize(1);
        }

        @Test
        void isAskedForOfTheOneWhoIsItsHeirByThen() {
            event(1, 0);
            arrivals.left(A);
            places.set(0, new LogPlace(A, Optional.of(HEIR), Optional.empty()));
            tick(1_100);
            assertThat(asked).last().isEqualTo(tailOf(HEIR, 1));
        }

        @Test
        void thatWasDeadBeforeThisNodeStartedCountsAsHeard() {
            places.set(0, new LogPlace(A, Optional.of(HEIR), Optional.of(new End(12, Instant.EPOCH))));
            tick(100);
            assertThat(arrivals.position().of(A)).isEqualTo(12);
            assertThat(asked).isEmpty();
        }

        @Test
        void whoseLogNobodyHasIsBrokenOnceItIsForgotten() {
            event(1, 0);
            places.clear();
            arrivals.left(A);
            tick(100);
            tick(9_900);
            assertThat(broken).isEmpty();
            tick(100);
            assertThat(broken).containsExactly(A);
            assertThat(arrivals.position()).isEqualTo(Position.EMPTY);
        }

        @Test
        void thatWasOnlyOutOfSightIsNotHeardTwice() {
            event(7, 0);
            places.clear();
            arrivals.left(A);
            tick(100);
            tick(10_000);
            asked.clear();
            places.add(live(A));
            arrivals.joined(A);
            assertThat(asked).containsExactly(tailOf(A, 7));
            tail(7, 9, true, 9);
            assertThat(heard).containsExactly("e9");
        }
    }
}
