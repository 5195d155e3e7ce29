package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes with real Hazelcast members and a real clustered event bus, in one JVM. */
class DirectoryClusterTest {

    private static final Place LOBBY = new Place(new AppNamespace("default", "/"), Target.room("lobby"));

    private static final List<TestNode> nodes = new ArrayList<>();
    private static List<Integer> ports = List.of();

    @BeforeAll
    static void threeNodes() throws IOException {
        ports = List.of(TestNode.freePort(), TestNode.freePort(), TestNode.freePort());
        for (int port : ports) nodes.add(TestNode.start("directory-test", "n" + nodes.size(), port, ports));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(node -> TestNode.get(node.cluster().leave()));
    }

    @Test
    void anEventAcceptedAnywhereRightAfterAJoinReachesItsNodeAndNoOther() {
        for (int round = 0; round < 200; round++) {
            var place = new Place(new AppNamespace("default", "/"), Target.room("room-" + round));
            TestNode member = nodes.get(round % 3);
            TestNode emitter = nodes.get((round + 1) % 3);
            TestNode bystander = nodes.get((round + 2) % 3);
            String id = "event-" + round;

            TestNode.get(member.directory().enter(place));
            emitter.broadcaster().broadcast(event(id, place));

            await().pollInterval(Duration.ofMillis(2)).atMost(TestNode.PATIENCE).until(() -> member.hasHeard(id));
            assertThat(bystander.hasHeard(id)).isFalse();
            assertThat(emitter.hasHeard(id)).isFalse();
        }
    }

    @Test
    void onlyTheFirstOfManyJoinsInARoomCrossesToTheOtherNodes() {
        TestNode member = nodes.getFirst();
        var crowd = place("crowd");
        TestNode.get(member.directory().enter(crowd));
        double before = batches(member);

        for (int loop = 0; loop < 100; loop++) TestNode.get(member.directory().enter(crowd));

        assertThat(batches(member)).isEqualTo(before);
    }

    @Test
    void aBurstOfNewRoomsIsAHandfulOfMessages() {
        int rooms = Integer.getInteger("parley.burst.rooms", 1_000);
        TestNode member = nodes.getFirst();
        double batches = batches(member);
        double places = member.count("parley.interest.places");
        long begun = System.nanoTime();

        List<Future<?>> joins = new ArrayList<>();
        for (int room = 0; room < rooms; room++) joins.add(member.directory().enter(place("burst-" + room)));
        TestNode.get(Future.all(joins));

        System.out.printf(
                "%,d new rooms: acknowledged after %d ms, %.0f messages%n",
                rooms, (System.nanoTime() - begun) / 1_000_000, batches(member) - batches);
        // To each of the two others; what is not answered in time is said again.
        assertThat(member.count("parley.interest.places") - places).isGreaterThanOrEqualTo(2.0 * rooms);
        assertThat(batches(member) - batches).isLessThanOrEqualTo(rooms / 20.0);
        assertThat(nodes.getLast().directory().nodesOf(audience(place("burst-" + (rooms - 1)))))
                .containsExactly(member.id());
    }

    private static Place place(String room) {
        return new Place(new AppNamespace("default", "/"), Target.room(room));
    }

    private static double batches(TestNode node) {
        return node.count("parley.interest.sent", "kind", "batch");
    }

    @Test
    void aNodeThatComesLaterKnowsWhatWasThereAndIsForgottenWhenItLeaves() throws IOException {
        TestNode first = nodes.getFirst();
        TestNode.get(first.directory().enter(LOBBY));

        int port = TestNode.freePort();
        TestNode late = TestNode.start("directory-test", "late", port, List.of(port, ports.getFirst()));
        assertThat(late.directory().nodesOf(audience(LOBBY))).containsExactly(first.id());
        TestNode.get(late.directory().enter(LOBBY));
        assertThat(first.directory().nodesOf(audience(LOBBY))).containsExactlyInAnyOrder(first.id(), late.id());

        TestNode.get(late.cluster().leave());
        await().atMost(TestNode.PATIENCE)
                .untilAsserted(() ->
                        assertThat(first.directory().nodesOf(audience(LOBBY))).containsExactly(first.id()));
    }

    @Test
    void aNameIsClaimedOnceInTheWholeCluster() {
        List<Boolean> claims = nodes.stream()
                .map(node ->
                        TestNode.get(node.cluster().claims().orElseThrow().claim("token-1", Duration.ofMinutes(1))))
                .toList();
        assertThat(claims).containsExactly(true, false, false);
    }

    private static Broadcast event(String id, Place place) {
        return new Broadcast(id, audience(place), RawJson.EMPTY_ARRAY, List.of(), false);
    }

    private static Audience audience(Place place) {
        return Audience.of(place.namespace(), place.target());
    }
}
