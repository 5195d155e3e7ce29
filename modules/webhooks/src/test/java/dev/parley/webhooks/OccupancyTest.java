package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Notice;
import dev.parley.cluster.Membership;
import dev.parley.cluster.OccupiedPlaces;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.ToldPlaces;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Backends are told when a room gets its first member in the cluster, and when it loses its last one. */
class OccupancyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AppNamespace AT = new AppNamespace("app", "/");
    private static final Place LOBBY = new Place(AT, Target.room("lobby"));
    private static final Place ANN = new Place(AT, Target.user("ann"));

    private final Vertx vertx = Vertx.vertx();
    private final Set<Activity.Type> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final List<Node> started = new CopyOnWriteArrayList<>();
    private final Directory directory = new Directory();
    private final Kept store = new Kept();
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Where there is anybody: the same for all nodes. */
    private static final class Directory implements OccupiedPlaces {

        private final Set<Place> places = ConcurrentHashMap.newKeySet();
        private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

        void enter(Place place) {
            if (places.add(place)) watchers.forEach(watcher -> watcher.occupied(place));
        }

        void leave(Place place) {
            if (places.remove(place)) watchers.forEach(watcher -> watcher.vacated(place));
        }

        @Override
        public boolean has(Place place) {
            return places.contains(place);
        }

        @Override
        public Set<Place> all() {
            return Set.copyOf(places);
        }

        @Override
        public void watch(Watcher watcher) {
            watchers.add(watcher);
        }
    }

    private static final class Kept implements ToldPlaces {

        private final Set<Place> places = ConcurrentHashMap.newKeySet();
        private volatile boolean lost;

        private <T> Future<T> answer(java.util.function.Supplier<T> answer) {
            return lost
                    ? Future.failedFuture(new StoreLost(new IllegalStateException("lost by a test")))
                    : Future.succeededFuture(answer.get());
        }

        @Override
        public Future<Set<Place>> all() {
            return answer(() -> Set.copyOf(places));
        }

        @Override
        public Future<Boolean> add(Place place) {
            return answer(() -> places.add(place));
        }

        @Override
        public Future<Boolean> remove(Place place) {
            return answer(() -> places.remove(place));
        }
    }

    /** One of several. What it tells stands for all. */
    private final class Node extends VerticleBase implements Membership {

        private final String name;
        private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
        private Occupancy occupancy;

        Node(String name) {
            this.name = name;
        }

        @Override
        public Future<?> start() {
            occupancy = new Occupancy(
                    vertx,
                    new NodeId(name),
                    this,
                    directory,
                    (app, type) -> wanted.contains(type),
                    store,
                    this::report,
                    () -> Instant.EPOCH);
            occupancy.start();
            return Future.succeededFuture();
        }

        private Future<?> report(List<Notice> notices) {
            for (Notice notice : notices) {
                var activity = (Activity) notice;
                told.add(activity.type().wire() + " " + activity.data());
            }
            return Future.succeededFuture();
        }

        void review() {
            context.runOnContext(here -> occupancy.review());
        }

        @Override
        public Future<?> stop() {
            occupancy.stop();
            return Future.succeededFuture();
        }

        @Override
        public Set<NodeId> others() {
            return nodes.stream()
                    .filter(node -> !node.equals(name))
                    .map(NodeId::new)
                    .collect(Collectors.toSet());
        }

        @Override
        public void watch(Watcher watcher) {
            watchers.add(watcher);
        }
    }

    private void start(String... names) throws Exception {
        for (String name : names) {
            nodes.add(name);
            var node = new Node(name);
            vertx.deployVerticle(node, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                    .await(10, TimeUnit.SECONDS);
            for (Node other : started) other.watchers.forEach(watcher -> watcher.joined(new NodeId(name)));
            started.add(node);
        }
    }

    private void kill(String name) throws Exception {
        Node dead = started.stream()
                .filter(node -> node.name.equals(name))
                .findFirst()
                .orElseThrow();
        started.remove(dead);
        nodes.remove(name);
        vertx.undeploy(dead.deploymentID()).await(10, TimeUnit.SECONDS);
        for (Node other : started) other.watchers.forEach(watcher -> watcher.left(new NodeId(name)));
    }

    private void want(Activity.Type... types) {
        wanted.addAll(List.of(types));
    }

    private void awaitTold(String... texts) {
        await().atMost(PATIENCE).until(() -> told.size() >= texts.length);
        assertThat(told).containsExactly(texts);
    }

    private void awaitNoted(Place... places) {
        await().atMost(PATIENCE).until(() -> store.places.equals(Set.of(places)));
    }

    private static List<Place> rooms(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Place(AT, Target.room("room-" + i)))
                .toList();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Nested
    class OnOneNode {

        @Test
        void roomsAreOccupiedAndVacatedAndUsersComeAndGo() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED, Activity.Type.ONLINE, Activity.Type.OFFLINE);
            start("a");
            directory.enter(LOBBY);
            awaitTold("room.occupied {\"namespace\":\"/\",\"room\":\"lobby\"}");
            awaitNoted(LOBBY);
            directory.leave(LOBBY);
            awaitNoted();
            directory.enter(ANN);
            awaitNoted(ANN);
            directory.leave(ANN);
            awaitNoted();
            awaitTold(
                    "room.occupied {\"namespace\":\"/\",\"room\":\"lobby\"}",
                    "room.vacated {\"namespace\":\"/\",\"room\":\"lobby\"}",
                    "user.online {\"namespace\":\"/\",\"user\":\"ann\"}",
                    "user.offline {\"namespace\":\"/\",\"user\":\"ann\"}");
        }

        @Test
        void whatWasToldByAnEarlierNodeAndIsNoMoreIsVacated() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED);
            store.places.add(LOBBY);
            start("a");
            awaitTold("room.vacated {\"namespace\":\"/\",\"room\":\"lobby\"}");
            awaitNoted();
        }

        @Test
        void whatWasToldByAnEarlierNodeAndIsStillIsNotToldAgain() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED, Activity.Type.ONLINE);
            store.places.add(LOBBY);
            directory.enter(LOBBY);
            directory.enter(ANN);
            start("a");
            awaitTold("user.online {\"namespace\":\"/\",\"user\":\"ann\"}");
            awaitNoted(LOBBY, ANN);
        }

        @Test
        void whoeverWantsOnlyTheEndIsToldOfNoBeginning() throws Exception {
            want(Activity.Type.VACATED);
            start("a");
            directory.enter(LOBBY);
            awaitNoted(LOBBY);
            directory.leave(LOBBY);
            awaitTold("room.vacated {\"namespace\":\"/\",\"room\":\"lobby\"}");
        }

        @Test
        void whoeverBeginsToWantItIsToldWhatIs() throws Exception {
            want(Activity.Type.ONLINE);
            start("a");
            directory.enter(LOBBY);
            directory.enter(ANN);
            awaitNoted(ANN);
            want(Activity.Type.OCCUPIED);
            started.getFirst().review();
            awaitTold(
                    "user.online {\"namespace\":\"/\",\"user\":\"ann\"}",
                    "room.occupied {\"namespace\":\"/\",\"room\":\"lobby\"}");
        }

        @Test
        void whatWasToldIsNotToldAgainWhenTheStoreIsBack() throws Exception {
            want(Activity.Type.OCCUPIED);
            start("a");
            directory.enter(ANN);
            directory.enter(LOBBY);
            awaitNoted(LOBBY);
            store.lost = true;
            List<Place> rooms = rooms(3);
            rooms.forEach(directory::enter);
            await().atMost(PATIENCE).until(() -> told.size() >= 2);
            store.lost = false;
            var all = new ArrayList<>(rooms);
            all.add(LOBBY);
            awaitNoted(all.toArray(Place[]::new));
            assertThat(told).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Nested
    class OnSeveralNodes {

        @Test
        void eachRoomIsToldByOne() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED);
            start("a", "b", "c");
            List<Place> rooms = rooms(50);
            rooms.forEach(directory::enter);
            awaitNoted(rooms.toArray(Place[]::new));
            rooms.forEach(directory::leave);
            awaitNoted();
            assertThat(told).hasSize(100).doesNotHaveDuplicates();
        }

        @Test
        void whatADeadNodeHadToTellIsToldByTheOthers() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED);
            start("a", "b", "c");
            List<Place> rooms = rooms(50);
            rooms.forEach(directory::enter);
            awaitNoted(rooms.toArray(Place[]::new));
            kill("b");
            rooms.forEach(directory::leave);
            awaitNoted();
            assertThat(told).hasSize(100).doesNotHaveDuplicates();
        }

        @Test
        void aNewNodeTellsNothingAgain() throws Exception {
            want(Activity.Type.OCCUPIED, Activity.Type.VACATED);
            start("a");
            List<Place> rooms = rooms(50);
            rooms.forEach(directory::enter);
            awaitNoted(rooms.toArray(Place[]::new));
            start("b");
            directory.enter(LOBBY);
            var all = new ArrayList<>(rooms);
            all.add(LOBBY);
            awaitNoted(all.toArray(Place[]::new));
            all.forEach(directory::leave);
            awaitNoted();
            assertThat(told).hasSize(102).doesNotHaveDuplicates();
        }
    }

    @Nested
    class WhereNobodyWantsIt {

        @Test
        void nothingIsToldOrKept() throws Exception {
            want(Activity.Type.ONLINE);
            start("a");
            directory.enter(LOBBY);
            directory.leave(LOBBY);
            directory.enter(LOBBY);
            directory.enter(ANN);
            awaitTold("user.online {\"namespace\":\"/\",\"user\":\"ann\"}");
            awaitNoted(ANN);
        }
    }
}
