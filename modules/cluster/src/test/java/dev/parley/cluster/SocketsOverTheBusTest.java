package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Command;
import dev.parley.bus.Excerpt;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.Delivery;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.SocketReply;
import dev.parley.bus.SocketReply.Effect;
import dev.parley.bus.SocketReply.Names;
import dev.parley.bus.SocketRequest.Asker;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.SocketRequest.Order;
import dev.parley.bus.SocketRequest.Report;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes that one process plays: the test answers for all of them, or does not. */
class SocketsOverTheBusTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Audience LOBBY = Audience.of(AT, Target.room("lobby"));
    private static final Command JOIN = new Command.Join(List.of("other"));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Queue<Delivery> heard = new ConcurrentLinkedQueue<>();
    private final List<Membership.Watcher> watchers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void threeNodes() {
        TestNode.get(bus.hear(Addresses.FANOUT, said -> heard.add((Delivery) said)));
        TestNode.get(bus.open(B));
        TestNode.get(bus.open(C));
    }

    @AfterEach
    void stop() {
        TestNode.get(vertx.close());
    }

    /** As node A has it. */
    private SocketsOverTheBus sockets(Duration within, int open, Set<NodeId> others) {
        var meters = new SimpleMeterRegistry();
        var membership = new Membership() {
            @Override
            public Set<NodeId> others() {
                return others;
            }

            @Override
            public void watch(Watcher watcher) {
                watchers.add(watcher);
            }
        };
        var broadcaster = new Broadcaster(A, bus, new Everywhere(), meters);
        var requests = new OpenRequests(A, vertx, membership, new RequestLimits(within, open), meters);
        var sockets = new SocketsOverTheBus(bus, broadcaster, requests);
        TestNode.get(sockets.open());
        return sockets;
    }

    private SocketsOverTheBus sockets() {
        return sockets(Duration.ofMinutes(5), 10, Set.of(B, C));
    }

    private record Everywhere() implements RoomDirectory {
        @Override
        public Future<Position> enter(Place place) {
            return Future.succeededFuture(Position.EMPTY);
        }

        @Override
        public void leave(Place place) {}

        @Override
        public Collection<NodeId> nodesOf(Audience audience) {
            return audience.to().contains(Target.room("empty")) ? List.of() : List.of(A, B, C);
        }

        @Override
        public boolean knows(NodeId node) {
            return true;
        }
    }

    private List<Asker> askers() {
        await().atMost(TestNode.PATIENCE).until(() -> heard.size() >= 3);
        var askers = new ArrayList<Asker>();
        for (Delivery each : heard) {
            switch (each) {
                case Order order -> askers.add(order.asker().orElseThrow());
                case Report report -> askers.add(report.asker());
                case Lookup lookup -> askers.add(lookup.asker());
                default -> {}
            }
        }
        return askers;
    }

    private long asked() {
        List<Asker> askers = askers();
        assertThat(askers).hasSize(3).containsOnly(askers.getFirst());
        assertThat(askers.getFirst().node()).isEqualTo(A);
        return askers.getFirst().number();
    }

    private void answer(SocketReply reply) {
        bus.send(Addresses.SOCKET_REPLIES, reply);
    }

    @Test
    void aCommandIsDoneWhenAllNodesHaveDoneIt() {
        Future<Applied> done = sockets().commanded(LOBBY, JOIN);
        long number = asked();
        answer(new Effect(A, number, 3, 3));
        answer(new Effect(B, number, 2, 1));
        answer(new Effect(C, number, 0, 0));
        assertThat(TestNode.get(done)).isEqualTo(new Applied(5, 4, List.of()));
    }

    @Test
    void aReportSumsUpWhoGotTheEvent() {
        var event = new Broadcast("id", LOBBY, RawJson.EMPTY_ARRAY, List.of(), true);
        Future<Applied> done = sockets().reported(event, Reach.CLUSTER);
        long number = asked();
        for (NodeId node : List.of(A, B, C)) answer(new Effect(node, number, 10, 9));
        assertThat(TestNode.get(done)).isEqualTo(new Applied(30, 27, List.of()));
    }

    @Test
    void whoAnswersTwiceOrUnaskedIsNotCounted() {
        Future<Applied> done = sockets().commanded(LOBBY, JOIN);
        long number = asked();
        answer(new Effect(A, number, 1, 1));
        answer(new Effect(A, number, 1, 1));
        answer(new Effect(new NodeId("x"), number, 1, 1));
        answer(new Effect(B, number + 1, 1, 1));
        answer(new Effect(B, number, 1, 1));
        answer(new Effect(C, number, 1, 1));
        assertThat(TestNode.get(done)).isEqualTo(new Applied(3, 3, List.of()));
    }

    @Test
    void silentNodesAreNamedWhenTheTimeIsOver() {
        Future<Applied> done = sockets(Duration.ofMillis(20), 10, Set.of(B, C)).commanded(LOBBY, JOIN);
        assertThat(TestNode.get(done)).isEqualTo(new Applied(0, 0, List.of(A, B, C)));
    }

    @Test
    void aNodeThatLeavesIsNotWaitedFor() {
        Future<Applied> done = sockets().commanded(LOBBY, JOIN);
        long number = asked();
        answer(new Effect(A, number, 1, 1));
        answer(new Effect(B, number, 1, 1));
        watchers.forEach(watcher -> watcher.left(C));
        assertThat(TestNode.get(done)).isEqualTo(new Applied(2, 2, List.of(C)));
    }

    @Test
    void aNodeThatHasJustLeftIsNotWaitedForEither() {
        Future<Applied> done = sockets(Duration.ofMinutes(5), 10, Set.of(B)).commanded(LOBBY, JOIN);
        long number = asked();
        answer(new Effect(A, number, 1, 1));
        answer(new Effect(B, number, 1, 1));
        assertThat(TestNode.get(done)).isEqualTo(new Applied(2, 2, List.of(C)));
    }

    @Test
    void oneMoreThanMayBeOpenReachesNobodyUntilAnotherIsOver() {
        SocketsOverTheBus sockets = sockets(Duration.ofMinutes(5), 1, Set.of(B, C));
        Future<Applied> first = sockets.commanded(LOBBY, JOIN);
        assertThat(TestNode.get(sockets.commanded(LOBBY, JOIN))).isEqualTo(new Applied(0, 0, List.of(A, B, C)));
        long number = asked();
        for (NodeId node : List.of(A, B, C)) answer(new Effect(node, number, 1, 1));
        TestNode.get(first);
        heard.clear();
        Future<Applied> again = sockets.commanded(LOBBY, JOIN);
        long next = asked();
        for (NodeId node : List.of(A, B, C)) answer(new Effect(node, next, 1, 1));
        assertThat(TestNode.get(again)).isEqualTo(new Applied(3, 3, List.of()));
    }

    @Test
    void forNobodyIsDoneAtOnce() {
        var nobody = Audience.of(AT, Target.room("empty"));
        assertThat(TestNode.get(sockets().commanded(nobody, JOIN))).isEqualTo(new Applied(0, 0, List.of()));
        assertThat(heard).isEmpty();
    }

    @Test
    void aCommandForThisNodeAloneGoesToNoOtherAndNobodyOwesAnAnswer() {
        SocketsOverTheBus sockets = sockets();
        sockets.command(LOBBY, JOIN, Reach.NODE);
        Future<Applied> behind = sockets.commanded(LOBBY, JOIN);
        await().atMost(TestNode.PATIENCE).until(() -> heard.size() >= 4);
        assertThat(heard).hasSize(4).startsWith(new Order(LOBBY, JOIN, Optional.empty()));
        assertThat(behind.isComplete()).isFalse();
    }

    @Test
    void devicesOfUsersAreAddedUpAndANodeThatIsSilentIsNamedAndHidesNobodyElse() {
        Future<Found<Occupancy>> found =
                sockets(Duration.ofSeconds(2), 10, Set.of(B, C)).users(LOBBY, "", new Page("", 10));
        long number = asked();
        answer(new Names(A, number, new Excerpt<>(new TreeMap<>(Map.of("ann", 1, "bob", 2)), false)));
        answer(new Names(B, number, new Excerpt<>(new TreeMap<>(Map.of("ann", 1)), false)));
        assertThat(TestNode.get(found))
                .isEqualTo(new Found<>(List.of(new Occupancy("ann", 2), new Occupancy("bob", 2)), false, List.of(C)));
    }

    @Test
    void roomsOfAllNodesAreAddedUpAndNoneIsSaidOfThatANodeHasNotTold() {
        Future<Found<Occupancy>> found = sockets().rooms(Audience.of(AT, Target.EVERYONE), "r", new Page("r0", 3));
        long number = asked();
        assertThat(heard)
                .containsOnly(new Lookup(
                        new Asker(A, number), Audience.of(AT, Target.EVERYONE), Target.Kind.ROOM, "r", "r0", 3));
        answer(new Names(A, number, new Excerpt<>(new TreeMap<>(Map.of("r1", 1, "r2", 2, "r3", 1)), true)));
        answer(new Names(B, number, new Excerpt<>(new TreeMap<>(Map.of("r2", 5, "r4", 1)), false)));
        answer(new Names(C, number, Excerpt.none()));
        assertThat(TestNode.get(found))
                .isEqualTo(new Found<>(
                        List.of(new Occupancy("r1", 1), new Occupancy("r2", 7), new Occupancy("r3", 1)),
                        true,
                        List.of()));
    }
}
