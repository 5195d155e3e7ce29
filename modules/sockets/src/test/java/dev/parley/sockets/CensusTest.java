package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Bus;
import dev.parley.bus.Census;
import dev.parley.bus.NodeId;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.LogNumber;
import dev.parley.sockets.engine.Sessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes that tell one another how many connections their apps have. */
class CensusTest {

    private record Node(Cluster cluster, SocketServices services) {

        static Node join(ClusterConfig config, String name) {
            var self = new NodeId(name);
            Cluster cluster = Patience.get(Cluster.join(config, self, new VertxOptions().setEventLoopPoolSize(1)));
            var bus = new Bus(cluster.vertx());
            var directory = new DirectoryVerticle(self, new LogNumber(), bus, cluster, 1_000);
            var services = new SocketServices(
                    new Sessions(self, bus, cluster.membership()),
                    TestNode.APPS,
                    directory,
                    directory.presence(),
                    new Webhooks(bus, Subscriptions.NONE),
                    Namespaces.of(new LinkedHashMap<>()),
                    RecoveryServices.none(self, InstantSource.system(), new SimpleMeterRegistry()),
                    InstantSource.system(),
                    new SimpleMeterRegistry());
            Patience.get(bus.open(self)
                    .compose(open -> cluster.vertx()
                            .deployVerticle(new CensusVerticle(self, bus, cluster.membership(), services))));
            return new Node(cluster, services);
        }

        AppConnections apps() {
            return services.quotas().ofApps();
        }

        /** Whether there is room for one more under such a limit; nobody has entered afterwards. */
        boolean hasRoom(int most) {
            if (!apps().enter("default", most)) return false;
            apps().leave("default");
            return true;
        }
    }

    private static final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void start() {
        List<Integer> ports = EnginePair.freePorts(2);
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int port : ports) {
            nodes.add(Node.join(new ClusterConfig("census", "127.0.0.1", port, 0, members), "node-" + port));
        }
        Patience.until(() -> nodes.getFirst().cluster().membership().others().size() == 1);
    }

    @AfterAll
    static void stop() {
        Patience.get(nodes.getFirst().cluster().leave());
    }

    @Test
    void whatOneHasCountsForTheOtherUntilItIsGone() {
        Node here = nodes.get(0);
        Node there = nodes.get(1);
        for (int i = 0; i < 3; i++)
            assertThat(there.apps().enter("default", 10)).isTrue();

        Patience.until(() -> !here.hasRoom(3));
        assertThat(here.hasRoom(4)).isTrue();
        assertThat(here.apps().counts()).isEmpty();
        assertThat(there.apps().counts()).containsExactly(new Census.Count("default", 3));

        there.apps().leave("default");
        Patience.until(() -> here.hasRoom(3));

        Patience.get(there.cluster().leave());
        Patience.until(() -> here.hasRoom(1));
    }
}
