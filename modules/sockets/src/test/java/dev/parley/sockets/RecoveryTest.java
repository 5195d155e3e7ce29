package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Stamp;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import dev.parley.sockets.recovery.SavedSession;
import dev.parley.sockets.recovery.SessionText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients that were cut off and come back, at the wire. */
class RecoveryTest {

    private static final String HERE = "/recovering";
    private static final int MOST_WAITING = 50_000;
    private static final AppNamespace AT = new AppNamespace("default", HERE);

    @AutoClose
    private final TestNode node =
            new TestNode(TestNode.config(Duration.ofSeconds(25), Duration.ofSeconds(20), MOST_WAITING));

    @AutoClose
    private final RawClient clients = new RawClient(node);

    /** A connection in the namespace, and what its CONNECT was answered with. */
    private record Session(Frames frames, String id, String secret) {

        String ask(String event) {
            frames.send("42" + HERE + ",1" + event);
            return frames.next();
        }

        /** The next event, without its offset. */
        String event() {
            return offsetOf(frames.next())[0];
        }

        /** The offset of the next event. */
        String offset() {
            return offsetOf(frames.next())[1];
        }

        private static String[] offsetOf(String frame) {
            String text = frame.substring(("42" + HERE + ",").length());
            int at = text.lastIndexOf(',');
            assertThat(text.substring(at + 1)).matches("\"1.*\"]");
            return new String[] {text.substring(0, at) + "]", text.substring(at + 2, text.length() - 2)};
        }
    }

    private Session connect(String auth) {
        return connect(HERE, auth);
    }

    private Session connect(String namespace, String auth) {
        Frames frames = clients.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40" + namespace + "," + auth);
        String connected = frames.next();
        assertThat(connected).startsWith("40" + namespace + ",{");
        return new Session(frames, member(connected, "sid"), member(connected, "pid"));
    }

    private static String member(String frame, String name) {
        byte[] json = frame.substring(frame.indexOf('{')).getBytes(StandardCharsets.UTF_8);
        var checked = (RawJson.Valid) RawJson.check(json, 0, json.length, 5);
        return checked.value().member(name).flatMap(RawJson::asString).orElse("");
    }

    private static String claim(Session session, String offset) {
        return JsonWriter.object(
                        w -> w.name("pid").string(session.secret).name("offset").string(offset))
                .toString();
    }

    private static String claim(Session session) {
        return JsonWriter.object(w -> w.name("pid").string(session.secret)).toString();
    }

    private Session joined(String... rooms) {
        Session session = connect("");
        for (String room : rooms)
            assertThat(session.ask("[\"join\",\"" + room + "\"]")).isEqualTo("43" + HERE + ",1[true]");
        return session;
    }

    private String kept(Session session) {
        return TestNode.get(node.sessions.find(session.secret)).orElseThrow();
    }

    private void putInPlace(Session session, String text) {
        TestNode.get(node.sessions.replace(session.secret, kept(session), text, Duration.ofMinutes(1)));
    }

    private void cutOff(Session session) {
        int before = node.departures.size();
        TestNode.get(session.frames.webSocket.shutdown());
        await().until(() -> node.departures.size() > before);
    }

    /** Returns when the event has its place: who joins after it does not get it. */
    private void emit(String name, Target to, Target... except) {
        TestNode.get(node.broadcaster.broadcast(event(name, to, except)));
    }

    private static Broadcast event(String name, Target to, Target... except) {
        RawJson args = JsonWriter.build(w -> w.beginArray().string(name).endArray());
        return new Broadcast(name, new Audience(AT, List.of(to), List.of(except)), args, List.of(), false);
    }

    private double counted(String outcome, String reason) {
        return Optional.ofNullable(node.meters
                        .find("parley.recovery")
                        .tags("outcome", outcome, "reason", reason)
                        .counter())
                .map(counter -> counter.count())
                .orElse(0.0);
    }

    @BeforeEach
    void somethingHasHappened() {
        emit("earlier", Target.room("a"));
    }

    @Nested
    class InTheWindow {

        @Test
        void goOnWithTheSameIdAndGetWhatTheyMissedOnceAndInOrder() {
            Session first = joined("a");
            emit("one", Target.room("a"));
            String offset = first.offset();
            cutOff(first);
            emit("two", Target.room("a"));
            emit("elsewhere", Target.room("b"));
            emit("not you", Target.room("a"), Target.socket(first.id));
            emit("you", Target.socket(first.id));
            emit("all", Target.EVERYONE);

            Session second = connect(claim(first, offset));
            assertThat(second.id).isEqualTo(first.id);
            assertThat(second.secret).isEqualTo(first.secret);
            assertThat(List.of(second.event(), second.event(), second.event()))
                    .containsExactly("[\"two\"]", "[\"you\"]", "[\"all\"]");
            emit("live", Target.room("a"));
            assertThat(second.event()).isEqualTo("[\"live\"]");
            assertThat(counted("recovered", "none")).isEqualTo(1);
        }

        @Test
        void goOnInTheMiddleWhenTheyAreCutOffAgain() {
            Session first = joined("a");
            cutOff(first);
            emit("one", Target.room("a"));
            emit("two", Target.room("a"));
            Session second = connect(claim(first));
            String afterOne = second.offset();
            cutOff(second);
            Session third = connect(claim(first, afterOne));
            assertThat(third.event()).isEqualTo("[\"two\"]");
            cutOff(third);
            Session fourth = connect(claim(first));
            assertThat(List.of(fourth.event(), fourth.event())).containsExactly("[\"one\"]", "[\"two\"]");
        }

        @Test
        void areExpectedForAsLongAsTheyStayThoughNothingChanges() {
            Session old = joined("a");
            cutOff(old);
            await().until(() ->
                    TestNode.RECOVERY_WINDOW.equals(node.sessions.lives().get(old.secret)));
            assertThat(connect(claim(old)).id).isEqualTo(old.id);
            assertThat(node.sessions.lives().get(old.secret)).isEqualTo(Continuity.ATTACHED);
        }

        @Test
        void areOwedWhatCameSinceTheyJoinedThoughTheyJoinAgain() {
            Session old = joined("a");
            cutOff(old);
            emit("one", Target.room("a"));
            Session back = connect(claim(old));
            assertThat(back.event()).isEqualTo("[\"one\"]");
            assertThat(back.ask("[\"join\",\"a\"]")).isEqualTo("43" + HERE + ",1[true]");
            cutOff(back);
            assertThat(connect(claim(old)).event()).isEqualTo("[\"one\"]");
        }

        @Test
        void haveWhatTheirHandlersKnew() {
            Session first = connect("");
            first.ask("[\"say\",\"something\"]");
            first.ask("[\"join\",\"a\"]");
            cutOff(first);
            assertThat(connect(claim(first)).ask("[\"said\"]")).isEqualTo("43" + HERE + ",1[\"something\"]");
        }

        @Test
        void haveAnOffsetInEveryEventThatAsksForNoAnswer() {
            Session session = joined("a");
            session.frames.send("42" + HERE + ",[\"emit\"]");
            assertThat(session.event()).isEqualTo("[\"direct\",true]");
            node.broadcast(Audience.of(AT, Target.EVERYONE), "volatile", "!", true);
            assertThat(session.event()).isEqualTo("[\"volatile\",\"!\"]");
            session.frames.send("42" + HERE + ",[\"ask me\"]");
            assertThat(session.frames.next()).endsWith("[\"question\",true]");
        }

        @Test
        void hearOffsetsThatNeverGoBack() {
            Session first = joined("a");
            cutOff(first);
            emit("one", Target.room("a"));
            emit("two", Target.room("a"));
            Session second = connect(claim(first));
            second.event();
            String afterTwo = second.offset();
            second.frames.send("42" + HERE + ",[\"emit\"]");
            String afterDirect = second.offset();
            assertThat(afterDirect).isEqualTo(afterTwo);
            cutOff(second);
            emit("three", Target.room("a"));
            assertThat(connect(claim(first, afterDirect)).event()).isEqualTo("[\"three\"]");
        }

        @Test
        void takeTheirSessionFromAConnectionThatIsStillThere() {
            Session first = joined("a");
            Session second = connect(claim(first));
            assertThat(second.id).isEqualTo(first.id);
            assertThat(first.frames.next()).isEqualTo("closed");
            emit("one", Target.room("a"));
            assertThat(second.event()).isEqualTo("[\"one\"]");
            cutOff(second);
            assertThat(connect(claim(first)).id).isEqualTo(first.id);
        }
    }

    @Nested
    class ThoughNodesFallSilent {

        private static final NodeId ORIGIN = new NodeId("origin");
        private static final NodeId HEIR = new NodeId("heir");

        private Missed part(MissedRequest request, int part, boolean last, String... names) {
            var stamp = new Stamp(ORIGIN, 100, 0);
            var events = new ArrayList<LogEntry>();
            for (String name : names)
                events.add(new LogEntry(events.size() + 10L * part + 1, part, event(name, Target.room("a"))));
            return new Missed(request.number(), stamp, part, events, last, MissedOutcome.COMPLETE);
        }

        private List<String> events(Session session, int count) {
            return Stream.generate(session::event).limit(count).toList();
        }

        @Test
        void andTheQuestionWithThem() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            node.logs.answer(
                    ORIGIN,
                    request -> node.logs.asked.size() < 3 ? List.of() : List.of(part(request, 0, true, "one", "two")));
            assertThat(events(connect(claim(old)), 2)).containsExactly("[\"one\"]", "[\"two\"]");
            assertThat(counted("recovered", "none")).isEqualTo(1);
        }

        @Test
        void inTheMiddleAndAnotherAnswersForThem() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            node.logs.answer(ORIGIN, request -> {
                node.logs.hold(ORIGIN, HEIR);
                return List.of(part(request, 0, false, "one"));
            });
            node.logs.answer(HEIR, request -> List.of(part(request, 0, true, "one", "two")));
            Session back = connect(claim(old));
            emit("live", Target.room("a"));
            assertThat(events(back, 3)).containsExactly("[\"one\"]", "[\"two\"]", "[\"live\"]");
            assertThat(node.logs.asked).containsExactly(ORIGIN, HEIR);
        }

        @Test
        void andAnswerLateWhatIsOfNoUseAnyMore() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            var first = new AtomicReference<MissedRequest>();
            node.logs.answer(ORIGIN, request -> {
                if (first.compareAndSet(null, request)) return List.of();
                return List.of(part(first.get(), 0, true, "stale"), part(request, 0, true, "one"));
            });
            Session back = connect(claim(old));
            emit("live", Target.room("a"));
            assertThat(events(back, 2)).containsExactly("[\"one\"]", "[\"live\"]");
        }

        @Test
        void andAPartOfWhatTheySaidIsLost() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            node.logs.answer(ORIGIN, request -> {
                Missed one = part(request, 0, false, "one");
                Missed two = part(request, 1, true, "two");
                return node.logs.asked.size() == 1 ? List.of(two) : List.of(one, two);
            });
            assertThat(events(connect(claim(old)), 2)).containsExactly("[\"one\"]", "[\"two\"]");
        }

        @Test
        void andOneThatWasFrozenAnswersForThemWithLessThanTheyHaveSaid() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            node.logs.answer(ORIGIN, request -> List.of(part(request, 0, true, "one")));
            Session second = connect(claim(old));
            assertThat(second.event()).isEqualTo("[\"one\"]");
            cutOff(second);

            node.logs.hold(ORIGIN, HEIR);
            node.logs.answer(HEIR, request -> {
                node.logs.hold(ORIGIN, ORIGIN);
                return List.of(new Missed(
                        request.number(), new Stamp(ORIGIN, 50, 0), 0, List.of(), true, MissedOutcome.COMPLETE));
            });
            assertThat(connect(claim(old)).event()).isEqualTo("[\"one\"]");
        }

        /** The rest may have been accepted by a node that is not dead, but silent. */
        @Test
        void andWhoeverAnswersForThemHasLessThanOthersHereHaveHeard() {
            Session old = joined("a");
            cutOff(old);
            node.logs.hold(ORIGIN, ORIGIN);
            node.logs.answer(ORIGIN, request -> List.of(part(request, 0, true, "one")));
            cutOff(connect(claim(old)));

            node.logs.answer(
                    ORIGIN,
                    request -> List.of(new Missed(
                            request.number(), new Stamp(ORIGIN, 50, 0), 0, List.of(), true, MissedOutcome.COMPLETE)));
            assertThat(connect(claim(old)).id).isNotEqualTo(old.id);
            assertThat(counted("fresh", "timeout")).isEqualTo(1);
        }

        @Test
        void andTheClusterCannotDecideWhoseTheirSessionsAre() {
            Session old = joined("a");
            cutOff(old);
            emit("one", Target.room("a"));
            node.sessions.searches().set(2);
            node.sessions.changes().set(2);
            Session back = connect(claim(old));
            assertThat(back.id).isEqualTo(old.id);
            assertThat(back.event()).isEqualTo("[\"one\"]");
        }

        @Test
        void andTheClusterDecidesWithoutTelling() {
            Session old = joined("a");
            cutOff(old);
            emit("one", Target.room("a"));
            node.sessions.unheard().set(1);
            Session back = connect(claim(old));
            assertThat(back.id).isEqualTo(old.id);
            assertThat(back.event()).isEqualTo("[\"one\"]");
        }

        @Test
        void andWhatTheirNodeKeepsOfThemIsNotConfirmed() {
            node.sessions.unheard().set(1);
            Session old = joined("a", "b");
            cutOff(old);
            emit("one", Target.room("b"));
            Session back = connect(claim(old));
            assertThat(back.id).isEqualTo(old.id);
            assertThat(back.event()).isEqualTo("[\"one\"]");
        }

        @Test
        void andTheClusterCannotKeepThemAtFirst() {
            Session old = joined("a");
            node.sessions.changes().set(1);
            assertThat(old.ask("[\"join\",\"b\"]")).isEqualTo("43" + HERE + ",1[true]");
            await().until(() -> SessionText.read(kept(old))
                    .filter(saved -> saved.owed().containsKey(Target.room("b")))
                    .isPresent());
            cutOff(old);
            emit("one", Target.room("b"));
            assertThat(connect(claim(old)).event()).isEqualTo("[\"one\"]");
        }

        @Test
        void andPartsOfTheClusterThatBecomeOneKnowLessOfThem() {
            Session old = joined("a");
            String before = kept(old);
            assertThat(old.ask("[\"join\",\"b\"]")).isEqualTo("43" + HERE + ",1[true]");
            putInPlace(old, before);
            assertThat(old.ask("[\"join\",\"c\"]")).isEqualTo("43" + HERE + ",1[true]");
            cutOff(old);
            emit("one", Target.room("b"));
            emit("two", Target.room("c"));
            Session back = connect(claim(old));
            assertThat(back.event()).isEqualTo("[\"one\"]");
            assertThat(back.event()).isEqualTo("[\"two\"]");
        }

        @Test
        void andTheirSessionsAreInTheOtherPartOfTheCluster() {
            Session old = joined("a");
            cutOff(old);
            emit("one", Target.room("a"));
            node.sessions.absences().set(3);
            node.logs.upheavals.set(3);
            Session back = connect(claim(old));
            assertThat(back.id).isEqualTo(old.id);
            assertThat(back.event()).isEqualTo("[\"one\"]");
        }

        @Test
        void andTheClusterDoesNotTellWhoTheyAre() {
            Session old = joined("a");
            cutOff(old);
            emit("one", Target.room("a"));
            node.logs.failures.set(2);
            assertThat(connect(claim(old)).event()).isEqualTo("[\"one\"]");
        }
    }

    @Nested
    class AreSomebodyNew {

        private void isNew(String auth, Session old, String reason) {
            Session fresh = connect(auth);
            assertThat(fresh.id).isNotEqualTo(old.id);
            assertThat(fresh.secret).isNotEqualTo(old.secret).hasSize(20);
            assertThat(counted("fresh", reason)).isEqualTo(1);
            emit("to the room", Target.room("a"));
            emit("to all", Target.EVERYONE);
            assertThat(fresh.event()).isEqualTo("[\"to all\"]");
        }

        @Test
        void withASecretThatNobodyHas() {
            isNew("{\"pid\":\"abcdefghij0123456-_Z\",\"offset\":\"1\"}", joined("a"), "unknown");
        }

        @Test
        void withAnOffsetThatNoServerHasSaid() {
            Session old = joined("a");
            cutOff(old);
            isNew(claim(old, "nonsense"), old, "malformed");
        }

        @Test
        void afterTheirNodeMayHaveMissedSomethingThoughItsClusterKnowsLessOfThem() {
            Session old = joined("a");
            String before = kept(old);
            assertThat(old.ask("[\"join\",\"b\"]")).isEqualTo("43" + HERE + ",1[true]");
            putInPlace(old, before);
            node.services.loops().forEach(SocketLoop::breakContinuity);
            await().until(() -> TestNode.get(node.sessions.find(old.secret)).isEmpty());
            cutOff(old);
            isNew(claim(old), old, "unknown");
        }

        @Test
        void afterTheyHaveLeft() {
            Session old = joined("a");
            old.frames.send("41" + HERE + ",");
            await().until(() -> !node.departures.isEmpty());
            isNew(claim(old), old, "unknown");
        }

        @Test
        void inAnotherNamespaceAndTheirSessionStaysWhereItIs() {
            Session old = joined("a");
            cutOff(old);
            Session elsewhere = connect("/recovering-too", claim(old));
            assertThat(elsewhere.id).isNotEqualTo(old.id);
            assertThat(counted("fresh", "elsewhere")).isEqualTo(1);
            assertThat(connect(claim(old)).id).isEqualTo(old.id);
        }

        @Test
        void whenSomeOfWhatTheyMissedIsNotKept() {
            Session old = joined("a");
            cutOff(old);
            missABigOne(TestNode.MAX_LOG);
            missABigOne(TestNode.MAX_LOG);
            isNew(claim(old), old, "overflowed");
            assertThat(connect(claim(old)).id).isNotEqualTo(old.id);
            assertThat(counted("fresh", "unknown"))
                    .as("nothing is left of the old one")
                    .isEqualTo(1);
        }

        @Test
        void whenTheyMissedMoreThanMayWaitForThem() {
            Session old = joined("a");
            cutOff(old);
            for (int i = 0; i < 10; i++) missABigOne(TestNode.MAX_LOG / 12);
            isNew(claim(old), old, "too_much");
        }

        @Test
        void whenSoMuchComesMeanwhileThatItMayNotWaitForThem() {
            Session old = joined("a");
            cutOff(old);
            var silent = new NodeId("silent");
            node.logs.hold(silent, silent);
            Frames frames = clients.webSocket(RawClient.WEBSOCKET);
            frames.next();
            frames.send("40" + HERE + "," + claim(old));
            await().until(() -> !node.logs.asked.isEmpty());
            for (int i = 0; i < 10; i++) missABigOne(TestNode.MAX_LOG / 12);
            assertThat(member(frames.next(), "sid")).isNotEmpty().isNotEqualTo(old.id);
            assertThat(counted("fresh", "too_much")).isEqualTo(1);
        }

        @Test
        void whenNobodyKnowsForHowLongTheirNodeHasBeenDead() {
            Session old = joined("a");
            cutOff(old);
            SavedSession saved = SessionText.read(kept(old)).orElseThrow();
            putInPlace(old, SessionText.write(saved.goingOn(new NodeId("dead"), "life")));
            isNew(claim(old), old, "expired");
        }

        @Test
        void whenANodeDoesNotTellInTime() {
            Session old = joined("a");
            cutOff(old);
            var silent = new NodeId("silent");
            node.logs.hold(silent, silent);
            isNew(claim(old), old, "timeout");
        }

        private void missABigOne(int bytes) {
            emit("x".repeat(bytes), Target.room("a"));
        }
    }

    @Nested
    class GetNothing {

        @Test
        void fromBeforeTheyJoinedByAnOlderOffset() {
            Session first = joined("a");
            cutOff(first);
            emit("later", Target.room("a"));
            assertThat(connect(claim(first, "1")).event()).isEqualTo("[\"later\"]");
        }

        @Test
        void byAnOffsetWithoutASecret() {
            Session first = joined("a");
            cutOff(first);
            Session second = connect("{\"offset\":\"1\"}");
            assertThat(second.id).isNotEqualTo(first.id);
            emit("to the room", Target.room("a"));
            emit("to all", Target.EVERYONE);
            assertThat(second.event()).isEqualTo("[\"to all\"]");
        }

        @Test
        void inANamespaceWhereNobodyRecovers() {
            Frames frames = clients.connected();
            node.broadcast(Audience.of(new AppNamespace("default", "/"), Target.EVERYONE), "news", "1", false);
            assertThat(frames.next()).isEqualTo("42[\"news\",\"1\"]");
        }
    }
}
