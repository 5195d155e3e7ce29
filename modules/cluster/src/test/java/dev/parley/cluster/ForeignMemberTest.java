package dev.parley.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.parley.bus.NodeId;
import java.io.IOException;
import java.io.Serializable;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody who found the cluster's port and joined it. */
class ForeignMemberTest {

    private static final AtomicBoolean RAN = new AtomicBoolean();

    private int port;
    private TestNode node;
    private HazelcastInstance stranger;

    @BeforeEach
    void join() throws IOException {
        List<Integer> ports = List.of(TestNode.freePort(), TestNode.freePort());
        port = ports.getFirst();
        node = TestNode.start("foreign-test", "n", port, ports);
        var address = new ClusterConfig("foreign-test", "127.0.0.1", ports.getLast(), 0, List.of("127.0.0.1:" + port));
        Config config = HazelcastSettings.of(address, new NodeId("stranger"));
        config.setSerializationConfig(new SerializationConfig());
        stranger = Hazelcast.newHazelcastInstance(config);
    }

    @AfterEach
    void leave() {
        stranger.shutdown();
        TestNode.get(node.cluster().leave());
    }

    @Test
    @DisplayName("CVE-2026-23524")
    void cannotMakeANodeReadItsObjects() {
        Member victim = stranger.getCluster().getMembers().stream()
                .filter(member -> !member.localMember())
                .findFirst()
                .orElseThrow();
        var answer = stranger.getExecutorService("any").submitToMember(new Payload(), victim);
        assertThatThrownBy(() -> answer.get(TestNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining(Payload.class.getName())
                .hasMessageContaining("not allowed");
        assertThat(RAN).isFalse();
    }

    @Test
    void isNotHeardAsAClient() throws IOException {
        try (var client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout((int) TestNode.PATIENCE.toMillis());
            client.getOutputStream().write("CP2".getBytes(US_ASCII));
            assertThat(isCutOff(client)).isTrue();
        }
    }

    private static boolean isCutOff(Socket client) throws IOException {
        try {
            client.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException held) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private record Payload() implements Callable<Boolean>, Serializable {
        @Override
        public Boolean call() {
            RAN.set(true);
            return true;
        }
    }
}
