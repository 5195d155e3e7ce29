package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Keepers of several nodes on a network whose every message is delivered, held or lost as the test says. */
class InterestKeeperTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));
    private static final Place HALL = new Place(new AppNamespace("default", "/"), Target.room("hall"));

    private final Network network = new Network();

    /** Messages wait in one queue until {@link #run}. */
    private static final class Network {

        final Map<NodeId, InterestKeeper> keepers = new HashMap<>();
        final Map<NodeId, InterestTable> tables = new HashMap<>();
        final Map<NodeId, OnlineUsers> users = new HashMap<>();
        final Queue<Runnable> waiting = new ArrayDeque<>();
        Predicate<InterestDelta> lost = delta -> false;
        boolean silent;
        final Queue<Throwable> lostHellos = new ArrayDeque<>();
        final List<Integer> attempts = new ArrayList<>();
        int deltas;
        final Queue<Promise<Void>> graces = new ArrayDeque<>();

        InterestKeeper start(NodeId node) {
            var online = new OnlineUsers();
            var table = new InterestTable();
            online.follow(table);
            users.put(node, online);
            var keeper = new InterestKeeper(node, new LogNumber(), table, new Link());
            tables.put(node, table);
            keepers.put(node, keeper);
            return keeper;
        }

        void kill(NodeId node) {
            keepers.remove(node);
            keepers.values().forEach(keeper -> keeper.left(node));
        }

        void endGraces() {
            List.copyOf(graces).forEach(Promise::tryComplete);
        }

        void run() {
            for (int turns = 0; !waiting.isEmpty(); turns++) {
                assertThat(turns).as("messages that never end").isLessThan(10_000);
                waiting.remove().run();
            }
        }

        boolean routes(NodeId from, Place place, NodeId to) {
            return tables.get(from)
                    .of(Audience.of(place.namespace(), place.target()))
                    .contains(to);
        }

        private final class Link implements InterestKeeper.Peers {

            @Override
            public Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt) {
                Promise<InterestSnapshot> answer = Promise.promise();
                attempts.add(attempt);
                waiting.add(() -> {
                    InterestKeeper there = keepers.get(node);
                    if (!lostHellos.isEmpty()) answer.fail(lostHellos.remove());
                    else if (there == null) answer.fail("nobody");
                    else answer.complete((InterestSnapshot) there.hear(new InterestHello(from)));
                });
                return answer.future();
            }

            @Override
            public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
                deltas++;
                Promise<InterestApplied> answer = Promise.promise();
                if (!silent)
                    waiting.add(() -> {
                        InterestKeeper there = keepers.get(node);
                        if (there == null || lost.test(delta)) answer.fail("lost");
                        else answer.complete((InterestApplied) there.hear(delta));
                    });
                return answer.future();
            }

            @Override
            public Future<Void> pause() {
                Promise<Void> later = Promise.promise();
                waiting.add(later::complete);
                return later.future();
            }

            @Override
            public Future<Void> grace() {
                Promise<Void> over = Promise.promise();
                graces.add(over);
                return over.future();
            }
        }
    }

    private InterestKeeper a;
    private InterestKeeper b;

    @BeforeEach
    void twoNodesThatKnowEachOther() {
        a = network.start(A);
        b = network.start(B);
        var unused = Future.all(a.joined(B), b.joined(A));
        network.run();
    }

    @Nested
    class TheJoinBarrier {

        @Test
        void opensOnlyWhenTheOtherNodeRoutesHere() {
            Future<Position> joined = a.enter(LOBBY);
            assertThat(joined.isComplete()).isFalse();
            assertThat(network.routes(B, LOBBY, A)).isFalse();

            network.run();

            assertThat(joined.succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }

        @Test
        void holdsForASecondEventLoopWhileTheFirstIsStillWaiting() {
            var unused = a.enter(LOBBY);
            Future<Position> second = a.enter(LOBBY);
            assertThat(second.isComplete()).isFalse();
            network.run();
            assertThat(second.succeeded()).isTrue();
        }

        @Test
        void costsNoMessageForAPlaceThatIsKnown() {
            var unused = a.enter(LOBBY);
            network.run();
            int before = network.deltas;

            assertThat(a.enter(LOBBY).succeeded()).isTrue();

            assertThat(network.deltas).isEqualTo(before);
        }

        @Test
        void sharesOneMessageAmongAllJoinsThatComeUpMeanwhile() {
            int before = network.deltas;
            for (int i = 0; i < 100; i++) {
                var unused = a.enter(new Place(new AppNamespace("default", "/"), Target.room("room-" + i)));
            }
            network.run();
            assertThat(network.deltas - before).isEqualTo(2);
            assertThat(network.routes(B, new Place(new AppNamespace("default", "/"), Target.room("room-99")), A))
                    .isTrue();
        }

        @Test
        void triesAgainWhenTheMessageIsLost() {
            var losses = new int[] {3};
            network.lost = delta -> losses[0]-- > 0;
            Future<Position> joined = a.enter(LOBBY);
            network.run();
            assertThat(joined.succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }

        @Test
        void doesNotWaitForANodeThatIsGone() {
            network.lost = delta -> true;
            Future<Position> joined = a.enter(LOBBY);
            network.kill(B);
            network.run();
            assertThat(joined.succeeded()).isTrue();
        }
    }

    @Nested
    class ANodeThatDoesNotAnswer {

        @Test
        void isWaitedForUntilItIsGoneAndNoLonger() {
            network.silent = true;
            Future<Position> joined = a.enter(LOBBY);
            network.run();
            assertThat(joined.isComplete()).isFalse();

            network.kill(B);

            assertThat(joined.succeeded()).isTrue();
        }
    }

    @Nested
    class AHello {

        @Test
        void thatMayBeUnderWayIsWaitedForLongerEachTimeAndOneThatNobodyHeardIsNot() {
            var timeout = new ReplyException(ReplyFailure.TIMEOUT);
            var nobody = new ReplyException(ReplyFailure.NO_HANDLERS);
            network.lostHellos.addAll(List.of(nobody, nobody, timeout, nobody, timeout));
            network.attempts.clear();
            b.left(A);
            var unused = b.joined(A);
            network.run();
            assertThat(network.attempts).containsExactly(1, 1, 1, 2, 2, 3);
        }

        @Test
        void isNotWaitedForAsLongAsASnapshotMayTakeUntilItWasAskedForSeveralTimes() {
            assertThat(IntStream.of(1, 2, 4, 5, 100)
                            .mapToLong(attempt ->
                                    DirectoryVerticle.snapshotWithin(attempt).toMillis()))
                    .containsExactly(500L, 1_000L, 4_000L, 5_000L, 5_000L);
        }
    }

    @Nested
    class Leaving {

        @Test
        void endsRoutingOnceTheLastEventLoopHasLeft() {
            var unused = Future.all(a.enter(LOBBY), a.enter(LOBBY));
            network.run();
            a.leave(LOBBY);
            network.run();
            assertThat(network.routes(B, LOBBY, A)).isTrue();

            a.leave(LOBBY);
            network.run();

            assertThat(network.routes(B, LOBBY, A)).isFalse();
            assertThat(network.routes(A, LOBBY, A)).isFalse();
        }

        @Test
        void andComingBackInOneTurnEndsInside() {
            var unused = a.enter(LOBBY);
            network.run();
            a.leave(LOBBY);
            Future<Position> back = a.enter(LOBBY);
            network.run();
            assertThat(back.succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }
    }

    @Nested
    class TheOtherNodes {

        @Test
        void learnsEverythingWhenItStarts() {
            var unused = Future.all(a.enter(LOBBY), b.enter(HALL));
            network.run();

            InterestKeeper c = network.start(C);
            Future<?> ready = Future.all(c.joined(A), c.joined(B));
            network.run();
            assertThat(ready.isComplete()).as("nobody listens to it yet").isFalse();

            unused = Future.all(a.joined(C), b.joined(C));
            network.run();

            assertThat(ready.succeeded()).isTrue();
            assertThat(network.routes(C, LOBBY, A)).isTrue();
            assertThat(network.routes(C, HALL, B)).isTrue();
        }

        @Test
        void isNotWaitedForByANewcomerWhenItDies() {
            InterestKeeper c = network.start(C);
            Future<?> ready = Future.all(c.joined(A), c.joined(B));
            var unused = a.joined(C);
            network.run();
            assertThat(ready.isComplete()).isFalse();

            network.kill(B);

            assertThat(ready.succeeded()).isTrue();
        }

        @Test
        void isForgottenWithAllItsPlacesWhenItDies() {
            var unused = Future.all(a.enter(LOBBY), b.enter(LOBBY));
            network.run();

            network.kill(B);

            assertThat(network.routes(A, LOBBY, B)).isFalse();
            assertThat(network.routes(A, LOBBY, A)).isTrue();
        }

        @Test
        void isAskedAgainWhenAChangeWentMissing() {
            // It was told, so it is not told again; but the change never got there.
            InterestKeeper deaf = b;
            var before = deaf.hear(new InterestDelta(A, 5, List.of(HALL), List.of()));
            assertThat(before).isEqualTo(new InterestApplied(false, 0));

            var unused = a.enter(LOBBY);
            network.run();

            assertThat(network.routes(B, LOBBY, A)).isTrue();
            assertThat(network.routes(B, HALL, A)).as("a has no hall").isFalse();
        }
    }

    @Nested
    class ANodeThatStoodStill {

        @Test
        void sendsEverywhereUntilItKnowsWhatTheOthersHaveByNow() {
            b.left(A);
            Future<?> unused = b.enter(HALL);
            assertThat(network.routes(A, HALL, B)).isFalse();

            a.awoke();
            assertThat(network.routes(A, HALL, B)).isTrue();
            assertThat(network.routes(A, LOBBY, B)).isTrue();
            network.run();

            assertThat(network.routes(A, HALL, B)).isTrue();
            assertThat(network.routes(A, LOBBY, B)).isFalse();
        }

        @Test
        void sendsNothingToNodesThatItFindsGone() {
            a.awoke();
            a.left(B);
            assertThat(network.routes(A, LOBBY, B)).isFalse();
            b.left(A);
            network.run();
            assertThat(network.routes(A, LOBBY, B)).isFalse();
        }
    }

    @Nested
    class ANodeThatWasAway {

        @Test
        void isWaitedForFromTheMomentItIsBackThoughItNeverSawItselfGone() {
            a.left(B);
            Future<Position> meanwhile = a.enter(HALL);
            assertThat(meanwhile.succeeded()).isTrue();

            var unused = a.joined(B);
            Future<Position> joined = a.enter(LOBBY);
            assertThat(joined.isComplete()).isFalse();
            network.run();

            assertThat(joined.succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }

        @Test
        void isSentEverythingUntilItHasSaidWhatItHas() {
            Future<?> unused = b.enter(HALL);
            network.run();
            a.left(B);
            unused = a.joined(B);
            assertThat(network.routes(A, HALL, B)).isTrue();
            assertThat(network.routes(A, LOBBY, B)).isTrue();
            network.run();

            assertThat(network.routes(A, HALL, B)).isTrue();
            assertThat(network.routes(A, LOBBY, B)).isFalse();
        }

        @Test
        void isWaitedForByJoinsOfPlacesThatItHasForgotten() {
            Future<?> unused = a.enter(LOBBY);
            network.run();
            b.left(A);
            a.left(B);
            assertThat(network.routes(B, LOBBY, A)).isFalse();

            unused = a.joined(B);
            Future<Position> further = a.enter(LOBBY);
            assertThat(a.settled().isComplete()).isFalse();
            assertThat(further.isComplete()).isFalse();
            unused = b.joined(A);
            network.run();

            assertThat(further.succeeded()).isTrue();
            assertThat(a.settled().succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }

        @Test
        void isNotWaitedForOnceItIsAwayAgain() {
            Future<?> unused = a.enter(LOBBY);
            network.run();
            a.left(B);
            unused = a.joined(B);
            Future<Position> further = a.enter(LOBBY);
            assertThat(further.isComplete()).isFalse();

            a.left(B);

            assertThat(further.succeeded()).isTrue();
        }

        @Test
        void learnsAtOnceWhatItMissed() {
            a.left(B);
            Future<?> unused = a.enter(HALL);

            unused = a.joined(B);
            network.run();

            assertThat(network.routes(B, HALL, A)).isTrue();
        }

        @Test
        void isToldTheBatchThatIsOnItsWayWhenItComesBack() {
            InterestKeeper c = network.start(C);
            Future<Void> unused = Future.all(a.joined(C), c.joined(A)).mapEmpty();
            network.run();
            a.left(B);
            network.lost = delta -> !delta.entered().isEmpty();
            Future<Position> joined = a.enter(LOBBY);

            unused = a.joined(B);
            a.left(C);
            assertThat(joined.isComplete()).isFalse();
            network.lost = delta -> false;
            network.run();

            assertThat(joined.succeeded()).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }

        @Test
        void isToldOnThoughItsHelloCameBeforeItsDepartureWasSeen() {
            b.left(A);
            var unused = b.joined(A);
            network.run();
            // Only now: the hello above is older.
            a.left(B);
            unused = a.joined(B);

            Future<Position> joined = a.enter(LOBBY);
            assertThat(joined.isComplete()).isFalse();
            network.run();

            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }
    }

    @Nested
    class TheBeat {

        @Test
        void tellsANodeThatItIsNotToldAnyMore() {
            // So long away, among so many others, that nobody remembers it.
            a.left(B);
            for (int i = 0; i < 1_000; i++) {
                var other = new NodeId("other-" + i);
                a.hear(new InterestHello(other));
                a.left(other);
            }
            Future<?> unused = a.joined(B);
            unused = a.enter(LOBBY);
            network.run();
            assertThat(network.routes(B, LOBBY, A)).isFalse();

            a.beat();
            network.run();

            assertThat(network.routes(B, LOBBY, A)).isTrue();
        }
    }

    @Nested
    class Users {

        private static final AppNamespace ROOT = new AppNamespace("default", "/");
        private static final Place ANN = new Place(ROOT, Target.user("ann"));
        private static final Place BOB = new Place(ROOT, Target.user("bob"));

        private final List<String> toldToB = new ArrayList<>();

        @BeforeEach
        void whoeverIsAtTheOtherNodeWatches() {
            network.users.get(B).watch(new OnlineUsers.Watcher() {
                @Override
                public void online(AppNamespace at, String user) {
                    toldToB.add(user + " online");
                }

                @Override
                public void offline(AppNamespace at, String user) {
                    toldToB.add(user + " offline");
                }
            });
        }

        private boolean known(NodeId to) {
            return network.users.get(to).has(ROOT, "ann");
        }

        @Test
        void areThereOnceWhateverTheNumberOfNodesAndUntilTheLastOneHasNobody() {
            var unused = Future.all(a.enter(ANN), b.enter(ANN), a.enter(LOBBY));
            network.run();
            assertThat(network.users.get(A).in(ROOT)).containsExactly("ann");
            assertThat(network.users.get(B).in(ROOT)).containsExactly("ann");
            assertThat(known(A)).isTrue();

            b.leave(ANN);
            network.run();
            assertThat(toldToB).containsExactly("ann online");

            a.leave(ANN);
            network.run();
            assertThat(toldToB).containsExactly("ann online", "ann offline");
            assertThat(network.users.get(A).in(ROOT)).isEmpty();
        }

        @Test
        void ofADeadNodeAreGone() {
            var unused = a.enter(ANN);
            network.run();
            network.kill(A);
            network.endGraces();
            assertThat(toldToB).containsExactly("ann online", "ann offline");
            assertThat(known(B)).isFalse();
        }

        @Test
        void ofANodeThatIsGoneAreOnlineForAGraceThoughItsRoomsAreVacatedAtOnce() {
            var unused = Future.all(a.enter(ANN), a.enter(LOBBY));
            network.run();
            network.kill(A);
            assertThat(known(B)).isTrue();
            assertThat(network.routes(B, LOBBY, A)).isFalse();
        }

        @Test
        void whoComeToAnotherNodeWithinTheGraceHaveNeverBeenOffline() {
            var unused = a.enter(ANN);
            network.run();
            network.kill(A);
            unused = b.enter(ANN);
            network.endGraces();
            assertThat(toldToB).containsExactly("ann online");
            assertThat(network.routes(B, ANN, A)).isFalse();
        }

        @Test
        void areOnlineForAsLongAsANodeThatIsBackSaysSo() {
            Future<?> unused = Future.all(a.enter(ANN), a.enter(BOB));
            network.run();
            b.left(A);
            a.leave(BOB);
            unused = b.joined(A);
            network.run();
            assertThat(toldToB).containsExactly("ann online", "bob online", "bob offline");

            network.endGraces();
            assertThat(toldToB).as("a grace of an earlier absence is over").hasSize(3);
            assertThat(known(B)).isTrue();
        }

        @Test
        void ofANodeThatIsLostTwiceHaveTheSecondGrace() {
            Future<?> unused = a.enter(ANN);
            network.run();
            b.left(A);
            unused = b.joined(A);
            network.run();
            b.left(A);
            network.graces.remove().complete();
            assertThat(known(B)).isTrue();
            network.endGraces();
            assertThat(toldToB).containsExactly("ann online", "ann offline");
        }

        @Test
        void ofANodeThatSaysNothingAreOfflineAfterOneGraceHoweverOftenItIsLost() {
            Future<?> unused = a.enter(ANN);
            network.run();
            b.left(A);
            network.silent = true;
            unused = b.joined(A);
            b.left(A);
            assertThat(network.graces).hasSize(1);
            network.endGraces();
            assertThat(known(B)).isFalse();
        }

        @Test
        void whoStayAreNotToldOfAgainWhenAChangeWentMissing() {
            var unused = a.enter(ANN);
            network.run();
            b.hear(new InterestDelta(A, 7, List.of(HALL), List.of()));
            network.run();
            assertThat(network.routes(B, HALL, A)).as("a has no hall").isFalse();
            assertThat(toldToB).containsExactly("ann online");
        }

        @Test
        void ofOtherNamespacesAndAppsAreOthers() {
            var unused =
                    Future.all(a.enter(ANN), a.enter(new Place(new AppNamespace("default", "/x"), Target.user("bob"))));
            network.run();
            assertThat(network.users.get(B).in(ROOT)).containsExactly("ann");
            assertThat(network.users.get(B).has(new AppNamespace("other", "/"), "ann"))
                    .isFalse();
        }
    }
}
