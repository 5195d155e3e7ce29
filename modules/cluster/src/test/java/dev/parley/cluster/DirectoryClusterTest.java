package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes with real Hazelcast members and a real clustered event bus, in one JVM. */
class DirectoryClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Place LOBBY = new Place("/", Target.room("lobby"));

    private static final List<Node> nodes = new ArrayList<>();
    private static List<Integer> ports = List.of();

    /** As much of a node as there is in this module. */
    private record Node(
            NodeId id, Cluster cluster, DirectoryVerticle directory, Broadcaster broadcaster, Queue<String> heard) {

        static Node start(String name, int port, List<Integer> ports) {
            var id = new NodeId(name);
            var members = ports.stream().map(each -> "127.0.0.1:" + each).toList();
            var config = new ClusterConfig("directory-test", "127.0.0.1", port, 0, members);
            Cluster cluster = get(Cluster.join(config, id, new VertxOptions().setEventLoopPoolSize(2)));
            var bus = new Bus(cluster.vertx());
            var directory = new DirectoryVerticle(id, bus, cluster);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            get(bus.hear(Addresses.FANOUT, broadcast -> heard.add(broadcast.id()))
                    .compose(open -> bus.open(id))
                    .compose(open -> cluster.vertx().deployVerticle(directory)));
            var broadcaster = new Broadcaster(id, bus, directory, new SimpleMeterRegistry());
            return new Node(id, cluster, directory, broadcaster, heard);
        }
    }

    @BeforeAll
    static void threeNodes() throws IOException {
        ports = List.of(freePort(), freePort(), freePort());
        for (int port : ports) nodes.add(Node.start("n" + nodes.size(), port, ports));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(node -> get(node.cluster().leave()));
    }

    @Test
    void anEventAcceptedAnywhereRightAfterAJoinReachesItsNodeAndNoOther() {
        for (int round = 0; round < 200; round++) {
            var place = new Place("/", Target.room("room-" + round));
            Node member = nodes.get(round % 3);
            Node emitter = nodes.get((round + 1) % 3);
            Node bystander = nodes.get((round + 2) % 3);
            String id = "event-" + round;

            get(member.directory().enter(place));
            emitter.broadcaster().broadcast(event(id, place));

            await().pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> member.heard().contains(id));
            assertThat(bystander.heard()).doesNotContain(id);
            assertThat(emitter.heard()).doesNotContain(id);
        }
    }

    @Test
    void aNodeThatComesLaterKnowsWhatWasThereAndIsForgottenWhenItLeaves() throws IOException {
        Node first = nodes.getFirst();
        get(first.directory().enter(LOBBY));

        int port = freePort();
        Node late = Node.start("late", port, List.of(port, ports.getFirst()));
        assertThat(late.directory().nodesOf(audience(LOBBY))).containsExactly(first.id());
        get(late.directory().enter(LOBBY));
        assertThat(first.directory().nodesOf(audience(LOBBY))).containsExactlyInAnyOrder(first.id(), late.id());

        get(late.cluster().leave());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(first.directory().nodesOf(audience(LOBBY))).containsExactly(first.id()));
    }

    @Test
    void aNameIsClaimedOnceInTheWholeCluster() {
        List<Boolean> claims = nodes.stream()
                .map(node -> get(node.cluster().claims().orElseThrow().claim("token-1", Duration.ofMinutes(1))))
                .toList();
        assertThat(claims).containsExactly(true, false, false);
    }

    private static Broadcast event(String id, Place place) {
        return new Broadcast(id, audience(place), RawJson.EMPTY_ARRAY, List.of(), false);
    }

    private static Audience audience(Place place) {
        return Audience.of(place.namespace(), place.target());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
