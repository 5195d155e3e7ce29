package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Found;
import dev.parley.cluster.Occupancy;
import dev.parley.cluster.Page;
import dev.parley.cluster.Reach;
import dev.parley.cluster.RoomPresence;
import dev.parley.cluster.RoomView;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is told of sockets on two event loops, and done to them, as clients see it at the wire. */
class ClusterSocketsTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Audience ALL_OF_THEM = Audience.of(AT, Target.EVERYONE);
    private static final Page ALL = new Page("", 100);

    /** What handlers were told, by the ids of their sockets. */
    private static final Queue<String> moves = new ConcurrentLinkedQueue<>();

    private static LimitedNode limited;
    private static ClusterSockets sockets;
    private static int rooms;

    private final String room = "room-" + rooms++;
    private final Audience members = Audience.of(AT, Target.room(room));

    /** A profile that joins and is told of moves. */
    private record Moved(ClientSocket socket) implements SocketHandler {

        @Override
        public void connected() {}

        @Override
        public void event(ClientEvent event) {
            String name = event.arg(0).asString().orElse("");
            Target target = event.name().equals("is") ? Target.user(name) : Target.room(name);
            socket.join(target).onSuccess(known -> event.ack(RawJson.TRUE));
        }

        @Override
        public void entered(String room) {
            moves.add(socket.id() + " in " + room);
        }

        @Override
        public void removed(String room) {
            moves.add(socket.id() + " out of " + room);
        }

        @Override
        public void disconnected(DisconnectReason reason) {
            moves.add(socket.id() + " " + reason.text());
        }
    }

    @BeforeAll
    static void start() {
        Profile profile = socket -> Future.succeededFuture(Admission.admitted(new Moved(socket)));
        limited = new LimitedNode(LimitedNode.abuse(1_000), LimitedNode.MANY, 100_000, Map.of("/", profile));
        sockets = limited.node.sockets;
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    private static Frames connected() {
        return limited.client.connected();
    }

    private static Frames in(Frames frames, String event, String name) {
        frames.send("420[\"" + event + "\",\"" + name + "\"]");
        assertThat(frames.next()).isEqualTo("430[true]");
        return frames;
    }

    private List<Frames> members(int count) {
        return Stream.generate(() -> in(connected(), "join", room)).limit(count).toList();
    }

    private static Audience only(Frames frames) {
        return Audience.of(AT, Target.socket(frames.id));
    }

    private static Applied commanded(Audience audience, Command command) {
        return TestNode.get(sockets.commanded(audience, command));
    }

    private static Applied all(int count) {
        return new Applied(count, count, List.of());
    }

    @Nested
    class ACommand {

        @Test
        void putsEverySocketOfAnAudienceIntoRooms() {
            List<Frames> some = members(5);
            assertThat(commanded(members, new Command.Join(List.of(room + "a", room + "b"))))
                    .isEqualTo(all(5));
            limited.node.broadcast(Audience.of(AT, Target.room(room + "b")), "greet", "hi", false);
            for (Frames each : some) {
                assertThat(each.next()).isEqualTo("42[\"greet\",\"hi\"]");
                assertThat(moves).contains(each.id + " in " + room + "a", each.id + " in " + room + "b");
            }
        }

        @Test
        void findsOneSocketByItsId() {
            Frames one = members(3).getFirst();
            assertThat(commanded(only(one), new Command.Join(List.of(room + "a"))))
                    .isEqualTo(all(1));
            assertThat(TestNode.get(sockets.sockets(Audience.of(AT, Target.room(room + "a")), ALL))
                            .items())
                    .extracting(SocketInfo::id)
                    .containsExactly(one.id);
        }

        @Test
        void reachesNobodyWhoIsNotThere() {
            assertThat(commanded(Audience.of(AT, Target.socket("nobody")), new Command.Disconnect(true)))
                    .isEqualTo(all(0));
        }

        @Test
        void takesItsPlaceAmongTheBroadcasts() {
            Frames one = members(1).getFirst();
            Audience other = Audience.of(AT, Target.room(room + "x"));
            // As from one emitter: all from one thread. Somebody else is there, so that the room is known.
            Frames witness = in(connected(), "join", room + "x");
            limited.node.broadcast(other, "e", "before", false);
            sockets.command(members, new Command.Join(List.of(room + "x")), Reach.NODE);
            limited.node.broadcast(other, "e", "between", false);
            sockets.command(members, new Command.Leave(List.of(room + "x")), Reach.NODE);
            limited.node.broadcast(other, "e", "after", false);
            limited.node.broadcast(members, "e", "last", false);

            assertThat(one.next()).isEqualTo("42[\"e\",\"between\"]");
            assertThat(one.next()).isEqualTo("42[\"e\",\"last\"]");
            for (String text : List.of("before", "between", "after"))
                assertThat(witness.next()).isEqualTo("42[\"e\",\"" + text + "\"]");
        }

        @Test
        void takesSocketsOutOfRooms() {
            Frames one = in(members(1).getFirst(), "join", room + "stays");
            assertThat(commanded(only(one), new Command.Leave(List.of(room, "never there"))))
                    .isEqualTo(all(1));
            limited.node.broadcast(members, "e", "unheard", false);
            limited.node.broadcast(Audience.of(AT, Target.room(room + "stays")), "e", "heard", false);
            assertThat(one.next()).isEqualTo("42[\"e\",\"heard\"]");
            assertThat(moves).contains(one.id + " out of " + room).doesNotContain(one.id + " out of never there");
        }

        @Test
        void putsThemOutOfTheNamespaceAndLeavesTheConnection() {
            Frames one = members(1).getFirst();
            one.send("40/second,");
            assertThat(one.next()).startsWith("40/second,");
            assertThat(commanded(members, new Command.Disconnect(false))).isEqualTo(all(1));
            assertThat(one.next()).isEqualTo("41");
            one.send("42/second,1[\"echo\",1]");
            assertThat(one.next()).isEqualTo("43/second,1[1]");
            assertThat(moves).contains(one.id + " server namespace disconnect");
        }

        @Test
        void closesTheConnectionAfterAGoodByeForEachNamespace() {
            Frames one = members(1).getFirst();
            one.send("40/second,");
            assertThat(one.next()).startsWith("40/second,");
            assertThat(commanded(members, new Command.Disconnect(true))).isEqualTo(all(1));
            // Without these a client would come back by itself.
            assertThat(List.of(one.next(), one.next())).containsExactlyInAnyOrder("41", "41/second,");
            String end = one.next();
            assertThat(end.equals("1") ? one.next() : end).isEqualTo("closed");
        }

        @Test
        void doesNotReachASocketThatWouldBeInTooManyRooms() {
            List<Frames> some = members(2);
            in(some.getFirst(), "join", room + "a");
            limited.with(Limit.ROOMS_PER_SOCKET, 2);
            try {
                assertThat(commanded(members, new Command.Join(List.of(room + "b"))))
                        .isEqualTo(new Applied(2, 1, List.of()));
                assertThat(commanded(members, new Command.Join(List.of(room)))).isEqualTo(all(2));
            } finally {
                limited.with(Limit.ROOMS_PER_SOCKET, Limit.ROOMS_PER_SOCKET.most());
            }
        }

        @Test
        void makesNoMoreRoomsThanTheAppMayHave() {
            members(1);
            limited.with(Limit.ROOMS, 1);
            try {
                assertThat(commanded(members, new Command.Join(List.of(room + "one more"))))
                        .isEqualTo(new Applied(1, 0, List.of()));
            } finally {
                limited.with(Limit.ROOMS, Limit.ROOMS.most());
            }
            assertThat(TestNode.get(sockets.rooms(ALL_OF_THEM, room, ALL)).items())
                    .containsExactly(new Occupancy(room, 1));
        }
    }

    @Nested
    class AWatchedRoom implements RoomPresence.Watcher {

        private final Place place = new Place(AT, members.to().getFirst());
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void came(String user) {
            told.add("+" + user);
        }

        @Override
        public void went(String user) {
            told.add("-" + user);
        }

        @Override
        public void tooMany() {
            told.add("too many");
        }

        private String next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }

        @Test
        void hasTheUsersOfItsSocketsWhicheverOfTheTwoWasJoinedFirst() throws InterruptedException {
            Frames ann = in(in(connected(), "join", room), "is", "ann");
            Frames bob = in(in(connected(), "is", "bob"), "join", room);
            in(connected(), "join", room);
            Frames other = in(in(connected(), "join", room), "is", "bob");
            assertThat(TestNode.get(limited.node.presence.watch(place, this)))
                    .isEqualTo(new RoomView.Users(Set.of("ann", "bob"), List.of()));
            commanded(only(bob), new Command.Disconnect(false));
            commanded(only(ann), new Command.Leave(List.of(room)));
            assertThat(next()).isEqualTo("-ann");
            in(in(connected(), "join", room), "is", "cid");
            assertThat(next()).isEqualTo("+cid");
            commanded(only(other), new Command.Disconnect(true));
            assertThat(next()).isEqualTo("-bob");
            in(ann, "join", room);
            assertThat(next()).isEqualTo("+ann");
            limited.node.presence.unwatch(place, this);
        }
    }

    @Nested
    class AReport {

        @Test
        void tellsHowManyGotTheEvent() {
            List<Frames> some = members(4);
            var event = new Broadcast(
                    "id",
                    members.without(Target.socket(some.getFirst().id)),
                    JsonWriter.build(w -> w.beginArray().string("e").endArray()),
                    List.of(),
                    false);
            assertThat(TestNode.get(sockets.reported(event, Reach.CLUSTER))).isEqualTo(all(3));
            for (Frames each : some.subList(1, 4)) assertThat(each.next()).isEqualTo("42[\"e\"]");
        }

        @Test
        void tellsThatNobodyDid() {
            var event = new Broadcast("id", members, RawJson.EMPTY_ARRAY, List.of(), false);
            assertThat(TestNode.get(sockets.reported(event, Reach.CLUSTER))).isEqualTo(all(0));
        }
    }

    @Nested
    class Listed {

        @Test
        void socketsComeByTheirIdsPageByPage() {
            List<String> ids = members(7).stream().map(each -> each.id).sorted().toList();
            var seen = new ArrayList<String>();
            Found<SocketInfo> page = TestNode.get(sockets.sockets(members, new Page("", 3)));
            while (true) {
                page.items().forEach(socket -> seen.add(socket.id()));
                if (!page.more()) break;
                assertThat(page.items()).hasSize(3);
                page = TestNode.get(sockets.sockets(members, new Page(seen.getLast(), 3)));
            }
            assertThat(seen).isEqualTo(ids);
        }

        @Test
        void aSocketIsToldOfByWhatIsKnown() {
            Instant before = Instant.now();
            Frames one = in(in(members(1).getFirst(), "is", "ann-" + room), "join", "a-" + room);
            SocketInfo told =
                    TestNode.get(sockets.sockets(only(one), ALL)).items().getFirst();
            assertThat(told.id()).isEqualTo(one.id);
            assertThat(told.user()).contains("ann-" + room);
            assertThat(told.node()).isEqualTo(new NodeId("test"));
            assertThat(told.transport()).isEqualTo("websocket");
            assertThat(told.connected()).isBetween(before, Instant.now());
            assertThat(told.rooms()).containsExactly("a-" + room, room);
        }

        @Test
        void ofManyRoomsOfASocketTheFirstAreTold() {
            Frames one = members(1).getFirst();
            List<String> names = IntStream.range(0, SocketInfo.MAX_ROOMS + 5)
                    .mapToObj(i -> "%s-%04d".formatted(room, i))
                    .toList();
            commanded(only(one), new Command.Join(names));
            assertThat(TestNode.get(sockets.sockets(only(one), ALL))
                            .items()
                            .getFirst()
                            .rooms())
                    .hasSize(SocketInfo.MAX_ROOMS)
                    .contains(room, names.getFirst())
                    .doesNotContain(names.getLast())
                    .isSorted();
        }

        @Test
        void roomsAreCountedOverAllLoopsPageByPage() {
            for (Frames each : members(6)) in(each, "join", room + "-b");
            in(members(1).getFirst(), "join", room + "-a");
            Found<Occupancy> first = TestNode.get(sockets.rooms(ALL_OF_THEM, room, new Page("", 2)));
            assertThat(first)
                    .isEqualTo(new Found<>(
                            List.of(new Occupancy(room, 7), new Occupancy(room + "-a", 1)), true, List.of()));
            assertThat(TestNode.get(sockets.rooms(ALL_OF_THEM, room, new Page(room + "-a", 2))))
                    .isEqualTo(new Found<>(List.of(new Occupancy(room + "-b", 6)), false, List.of()));
        }

        @Test
        void usersAreCountedByTheirSockets() {
            for (int i = 0; i < 3; i++) in(connected(), "is", room + "-ann");
            in(connected(), "is", room + "-bob");
            assertThat(TestNode.get(sockets.users(ALL_OF_THEM, room, ALL)).items())
                    .containsExactly(new Occupancy(room + "-ann", 3), new Occupancy(room + "-bob", 1))
                    .isSortedAccordingTo(Comparator.comparing(Occupancy::name));
        }

        @Test
        void usersOfARoomAreCountedByTheirSocketsThere() {
            List<Frames> some = members(3);
            in(some.get(0), "is", room + "-ann");
            in(some.get(1), "is", room + "-ann");
            Frames elsewhere = in(in(connected(), "is", room + "-ann"), "join", room + "-b");
            assertThat(TestNode.get(sockets.users(members, "", ALL)).items())
                    .as("one of three belongs to nobody")
                    .containsExactly(new Occupancy(room + "-ann", 2));
            in(elsewhere, "join", room);
            assertThat(TestNode.get(sockets.rooms(members, room, new Page("", 1))))
                    .isEqualTo(new Found<>(List.of(new Occupancy(room, 4)), true, List.of()));
        }

        @Test
        void nothingOfAnotherNamespaceOrAppIsTold() {
            members(1);
            assertThat(TestNode.get(sockets.rooms(
                                    Audience.of(new AppNamespace("default", "/second"), Target.EVERYONE), room, ALL))
                            .items())
                    .isEmpty();
            assertThat(TestNode.get(sockets.rooms(
                                    Audience.of(new AppNamespace("other", "/"), Target.EVERYONE), room, ALL))
                            .items())
                    .isEmpty();
        }
    }
}
