package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.parley.bus.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process whose kernel takes connections and that says nothing there, as one that is frozen. */
class SilentNeighbourTest {

    private static final int KEYS = 1_000;

    private HazelcastInstance first;
    private HazelcastInstance second;
    private int silent;

    @BeforeEach
    void join() throws IOException {
        List<Integer> ports = List.of(TestNode.freePort(), TestNode.freePort(), TestNode.freePort());
        silent = ports.getLast();
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        first = Hazelcast.newHazelcastInstance(config(ports.getFirst(), members));
        second = Hazelcast.newHazelcastInstance(config(ports.get(1), members));
        await().until(() -> first.getCluster().getMembers().size() == 2);
    }

    /** All that a member has to say goes by one thread, as by chance it may with more of them. */
    private static Config config(int port, List<String> members) {
        var address = new ClusterConfig("silent-test", "127.0.0.1", port, 0, members);
        return HazelcastSettings.of(address, new NodeId("at-" + port))
                .setProperty("hazelcast.io.output.thread.count", "1")
                .setProperty("hazelcast.io.write.through", "false");
    }

    @AfterEach
    void leave() {
        first.getLifecycleService().terminate();
        second.getLifecycleService().terminate();
    }

    @Test
    void keepsNoOtherWaiting() throws Exception {
        try (ServerSocket listening = listening(silent);
                Socket found = listening.accept()) {
            assertThat(found.getInputStream().readNBytes(3)).asString().isEqualTo("HZC");
            for (HazelcastInstance member : List.of(first, second)) {
                IMap<Integer, Integer> map = member.getMap("any");
                for (int key = 0; key < KEYS; key++)
                    map.putAsync(key, key).toCompletableFuture().get(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(first.getCluster().getMembers()).hasSize(2);
        }
    }

    private static ServerSocket listening(int port) throws IOException {
        var listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout((int) TestNode.PATIENCE.toMillis());
        return listening;
    }
}
