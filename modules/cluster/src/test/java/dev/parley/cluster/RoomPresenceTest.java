package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Three nodes and no time: what is on its way, or due later, happens when the test lets it. */
class RoomPresenceTest {

    private static final int MOST = 3;
    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));
    private static final Place HALL = new Place(new AppNamespace("default", "/"), Target.room("hall"));

    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final List<Promise<Void>> graces = new ArrayList<>();
    private final List<Promise<Void>> patience = new ArrayList<>();
    private final Set<NodeId> silent = new HashSet<>();
    private int deltas;

    private Node a;
    private Node b;
    private Node c;

    /** One node, with its sockets' users in rooms. */
    private final class Node implements InterestKeeper.Peers {

        final NodeId id;
        final InterestTable table = new InterestTable();
        final InterestKeeper keeper;
        final OccupantReport report;
        final RoomWatches watches;
        final Map<Place, Integer> sockets = new LinkedHashMap<>();

        Node(String name) {
            id = new NodeId(name);
            keeper = new InterestKeeper(id, new LogNumber(), table, this);
            report = new OccupantReport(id, table, waiting::add, keeper::enterAll, keeper::leave, MOST);
            watches = new RoomWatches(table, waiting::add, this::announce, keeper::leave, this::patience, MOST);
            table.watchNodes(report);
            table.watchNodes(watches);
            table.watch(watches);
            nodes.put(id, this);
        }

        private void announce(Place place) {
            var unused = keeper.enter(place);
        }

        private Future<Void> patience() {
            Promise<Void> over = Promise.promise();
            patience.add(over);
            return over.future();
        }

        void enter(Place room, String... users) {
            for (String user : users) {
                if (sockets.merge(room, 1, Integer::sum) == 1) announce(room);
                report.enter(room, user);
            }
        }

        void leave(Place room, String user) {
            report.leave(room, user);
            if (sockets.merge(room, -1, Integer::sum) == 0) keeper.leave(room);
        }

        Client watches(Place room) {
            return new Client(this, room);
        }

        void meets(Node other) {
            var unused = keeper.joined(other.id);
        }

        @Override
        public Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt) {
            Promise<InterestSnapshot> answer = Promise.promise();
            to(
                    node,
                    () -> answer.complete(
                            (InterestSnapshot) reached(node).keeper.hear(new InterestHello(from))));
            return answer.future();
        }

        @Override
        public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
            if (!delta.entered().isEmpty() || !delta.left().isEmpty()) deltas++;
            Promise<InterestApplied> answer = Promise.promise();
            to(
                    node,
                    () -> answer.complete((InterestApplied) reached(node).keeper.hear(delta)));
            return answer.future();
        }

        /** What is sent to or by a silent node is never answered. */
        private void to(NodeId node, Runnable what) {
            waiting.add(() -> {
                if (!silent.contains(node) && !silent.contains(id)) what.run();
            });
        }

        private Node reached(NodeId node) {
            return Objects.requireNonNull(nodes.get(node));
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

    /** Somebody who watches a room, and what is told. */
    private final class Client implements RoomPresence.Watcher {

        final Node node;
        final Place room;
        final List<String> told = new ArrayList<>();
        final Future<RoomView> view;

        Client(Node node, Place room) {
            this.node = node;
            this.room = room;
            this.view = node.watches.watch(room, this);
        }

        void ends() {
            node.watches.unwatch(room, this);
        }

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
    }

    @BeforeEach
    void threeNodesThatKnowOneAnother() {
        a = new Node("a");
        b = new Node("b");
        c = new Node("c");
        for (Node one : nodes.values())
            nodes.values().forEach(other -> {
                if (one != other) one.meets(other);
            });
        run();
        deltas = 0;
    }

    private void run() {
        for (int turns = 0; !waiting.isEmpty(); turns++) {
            assertThat(turns).as("messages that never end").isLessThan(100_000);
            waiting.remove().run();
        }
    }

    private void end(List<Promise<Void>> times) {
        List.copyOf(times).forEach(Promise::tryComplete);
        run();
    }

    private void lose(Node node) {
        silent.add(node.id);
        for (Node other : nodes.values()) if (other != node) other.keeper.left(node.id);
        run();
    }

    private static RoomView.Users users(NodeId[] silent, String... users) {
        return new RoomView.Users(Set.of(users), List.of(silent));
    }

    private static RoomView.Users users(String... users) {
        return users(new NodeId[0], users);
    }

    @Test
    void whoWatchesGetsTheUsersOfAllNodesAndThenWhoComesAndGoes() {
        a.enter(LOBBY, "ann");
        b.enter(LOBBY, "ann", "bob");
        b.enter(HALL, "hal");
        run();
        Client client = c.watches(LOBBY);
        assertThat(client.view.isComplete()).isFalse();
        run();
        assertThat(client.view.result()).isEqualTo(users("ann", "bob"));
        a.enter(LOBBY, "cid");
        b.leave(LOBBY, "bob");
        run();
        assertThat(client.told).containsExactlyInAnyOrder("+cid", "-bob");
    }

    @Test
    void whoWatchesWhatIsWatchedGetsItWithoutAMessage() {
        a.enter(LOBBY, "ann");
        c.watches(LOBBY);
        run();
        deltas = 0;
        Client second = c.watches(LOBBY);
        run();
        assertThat(second.view.result()).isEqualTo(users("ann"));
        assertThat(deltas).isZero();
    }

    @Test
    void noMessageIsMadeWhereNobodyWatchesAndNoneForTheSecondDevice() {
        a.enter(LOBBY, "ann");
        run();
        deltas = 0;
        a.enter(LOBBY, "bob");
        a.leave(LOBBY, "bob");
        run();
        assertThat(deltas).isZero();

        Client client = b.watches(LOBBY);
        run();
        deltas = 0;
        a.enter(LOBBY, "ann");
        run();
        a.leave(LOBBY, "ann");
        run();
        assertThat(deltas).isZero();
        assertThat(client.told).isEmpty();
        a.leave(LOBBY, "ann");
        run();
        assertThat(client.told).containsExactly("-ann");
    }

    @Test
    void aUserIsThereUntilTheLastDeviceOnAnyNodeIsGone() {
        a.enter(LOBBY, "ann");
        b.enter(LOBBY, "ann");
        Client client = c.watches(LOBBY);
        run();
        a.leave(LOBBY, "ann");
        run();
        assertThat(client.told).isEmpty();
        b.leave(LOBBY, "ann");
        run();
        assertThat(client.told).containsExactly("-ann");
    }

    @Test
    void onceTheLastWatcherIsGoneNothingOfTheRoomIsKept() {
        a.enter(LOBBY, "ann");
        run();
        Set<Place> before = a.table.all();
        Client first = b.watches(LOBBY);
        Client second = c.watches(LOBBY);
        run();
        first.ends();
        run();
        a.enter(LOBBY, "bob");
        run();
        assertThat(first.told).isEmpty();
        assertThat(second.told).containsExactly("+bob");
        second.ends();
        run();
        for (Node node : nodes.values()) assertThat(node.table.all()).isEqualTo(before);
    }

    @Nested
    class ANodeThatIsLost {

        @Test
        void takesItsUsersWithItAfterTheirGrace() {
            a.enter(LOBBY, "ann", "bob");
            b.enter(LOBBY, "bob");
            Client client = c.watches(LOBBY);
            run();
            lose(a);
            assertThat(client.told).isEmpty();
            end(graces);
            assertThat(client.told).containsExactly("-ann");
        }

        @Test
        void hasUsersWhoComeToAnotherNodeAndHaveNeverBeenGone() {
            a.enter(LOBBY, "ann");
            Client client = c.watches(LOBBY);
            run();
            lose(a);
            b.enter(LOBBY, "ann");
            run();
            end(graces);
            assertThat(client.told).isEmpty();
        }

        @Test
        void isNotTheOneWhoseWatchersAreTold() {
            a.enter(LOBBY, "ann");
            c.watches(LOBBY);
            run();
            lose(c);
            deltas = 0;
            a.enter(LOBBY, "bob");
            run();
            assertThat(deltas).isZero();
        }

        /** It has missed the others, and they it: nobody has come or gone. */
        @Test
        void hasWatchersWhoAreToldNothingIfNothingHasChangedOnceItIsBack() {
            a.enter(LOBBY, "ann");
            b.enter(LOBBY, "bob");
            Client client = c.watches(LOBBY);
            run();
            lose(c);
            c.keeper.left(a.id);
            c.keeper.left(b.id);
            silent.clear();
            for (Node other : List.of(a, b)) {
                other.meets(c);
                c.meets(other);
            }
            run();
            end(graces);
            assertThat(client.told).isEmpty();
            a.leave(LOBBY, "ann");
            run();
            assertThat(client.told).containsExactly("-ann");
        }
    }

    @Nested
    class ANodeThatSaysNothing {

        @Test
        void isNamedAndIsWaitedForNoLonger() {
            a.enter(LOBBY, "ann");
            b.enter(LOBBY, "bob");
            run();
            silent.add(a.id);
            Client client = c.watches(LOBBY);
            for (int i = 0; i < 100 && !waiting.isEmpty(); i++) waiting.remove().run();
            assertThat(client.view.isComplete()).isFalse();
            List.copyOf(patience).forEach(Promise::tryComplete);
            assertThat(client.view.result()).isEqualTo(users(new NodeId[] {a.id}, "bob"));
        }
    }

    @Nested
    class TooManyUsers {

        @Test
        void areRefusedAndCostNoMoreThanWhatShowsThatTheyAre() {
            for (int i = 0; i < 100; i++) a.enter(LOBBY, "user-" + i);
            run();
            Client client = c.watches(LOBBY);
            int most = 0;
            while (!waiting.isEmpty()) {
                waiting.remove().run();
                most = Math.max(most, occupants(c));
            }
            assertThat(client.view.result()).isEqualTo(new RoomView.TooMany());
            assertThat(most).isEqualTo(MOST + 1);
            assertThat(occupants(c)).isZero();
        }

        private int occupants(Node node) {
            return (int) node.table.all().stream()
                    .filter(place -> place.target().kind() == Target.Kind.OCCUPANT)
                    .filter(place -> !Occupant.of(place).user().equals(Occupant.ALL_OF_A_NODE))
                    .count();
        }

        @Test
        void endWhatIsWatchedAlready() {
            a.enter(LOBBY, "u1", "u2", "u3");
            Client client = c.watches(LOBBY);
            run();
            b.enter(LOBBY, "u4");
            run();
            assertThat(client.told).containsExactly("too many");
            b.leave(LOBBY, "u4");
            run();
            assertThat(client.told).containsExactly("too many");
            Client again = c.watches(LOBBY);
            run();
            assertThat(again.view.result()).isEqualTo(users("u1", "u2", "u3"));
        }
    }

    /** Whatever is done in whatever order: once it is quiet, all know what is. */
    @Test
    void afterAnyOrderOfThingsEveryWatcherKnowsWhoIsThere() {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        List<Node> all = List.copyOf(nodes.values());
        List<String> names = List.of("ann", "bob", "cid");
        List<Client> clients = new ArrayList<>();
        Map<Node, List<String>> here = new LinkedHashMap<>();
        for (int step = 0; step < 2_000; step++) {
            Node node = all.get(random.nextInt(all.size()));
            List<String> users = here.computeIfAbsent(node, first -> new ArrayList<>());
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    String user = names.get(random.nextInt(names.size()));
                    users.add(user);
                    node.enter(LOBBY, user);
                }
                case 2 -> {
                    if (!users.isEmpty()) node.leave(LOBBY, users.remove(random.nextInt(users.size())));
                }
                case 3 -> clients.add(node.watches(LOBBY));
                case 4 -> {
                    if (!clients.isEmpty())
                        clients.remove(random.nextInt(clients.size())).ends();
                }
                default -> {
                    for (int i = random.nextInt(6); i > 0 && !waiting.isEmpty(); i--)
                        waiting.remove().run();
                }
            }
        }
        run();
        var truth = new HashSet<String>();
        here.values().forEach(truth::addAll);
        for (Client client : clients)
            assertThat(known(client)).as("seed " + seed).isEqualTo(truth);
    }

    private static Set<String> known(Client client) {
        var known = new HashSet<>(((RoomView.Users) client.view.result()).users());
        for (String change : client.told) {
            String user = change.substring(1);
            boolean news = change.startsWith("+") ? known.add(user) : known.remove(user);
            assertThat(news).as(client.told.toString()).isTrue();
        }
        return known;
    }
}
