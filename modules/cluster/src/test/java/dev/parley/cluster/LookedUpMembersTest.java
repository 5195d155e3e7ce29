package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.NodeId;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nodes that know one another by name. */
class LookedUpMembersTest {

    private final List<Cluster> nodes = new ArrayList<>();

    @AfterEach
    void leave() {
        nodes.forEach(node -> TestNode.get(node.leave()));
    }

    @Test
    void aNameStandsForAllOfItsAddressesOfOneVersionOfIp() {
        TestNames.tell("both.test", "10.0.0.1", "fd00::1", "10.0.0.2");
        List<String> members = List.of("both.test:5701", "10.0.0.1:5701", "10.0.0.3:5702", "nowhere.test:1");
        assertThat(new LookedUpMembers(members, "10.0.0.9").getMembers())
                .containsExactly("10.0.0.1:5701", "10.0.0.2:5701", "10.0.0.3:5702");
        assertThat(new LookedUpMembers(members, "fd00::9").getMembers()).containsExactly("[fd00:0:0:0:0:0:0:1]:5701");
        assertThat(new LookedUpMembers(List.of("[fd00::2]:5701"), "fd00::9").getMembers())
                .containsExactly("[fd00:0:0:0:0:0:0:2]:5701");
    }

    /** As pods do whose headless service tells of each only once it runs. Elsewhere loopback is one address. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nodesThatWereNotKnownYetWhenTheyStartedFindOneAnotherAndOneThatComesLaterFindsThem() throws IOException {
        int port = TestNode.freePort();
        Cluster first = start("127.0.0.2", port);
        Cluster second = start("127.0.0.3", port);
        assertThat(first.membership().others()).isEmpty();
        assertThat(second.membership().others()).isEmpty();

        TestNames.tell("headless.test", "127.0.0.2", "127.0.0.3", "127.0.0.4");
        await().atMost(TestNode.PATIENCE)
                .until(() -> first.membership().others().size() == 1
                        && second.membership().others().size() == 1);

        Cluster third = start("127.0.0.4", port);
        assertThat(third.membership().others()).hasSize(2);
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                .as("they listen where they are told to, and nowhere else")
                .isInstanceOf(ConnectException.class);
    }

    private Cluster start(String host, int port) {
        var config = new ClusterConfig("names", host, port, 0, List.of("headless.test:" + port));
        Cluster node = TestNode.get(Cluster.join(config, new NodeId(host), new VertxOptions().setEventLoopPoolSize(2)));
        nodes.add(node);
        return node;
    }
}
