package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.parley.bus.Addresses;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that has lost the address of one of its two nodes. */
class ReachVerticleTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private String name;
    private TestNode one;
    private TestNode lost;

    @BeforeEach
    void start() throws IOException {
        List<Integer> ports = List.of(TestNode.freePort(), TestNode.freePort());
        name = "reach-" + ports.getFirst();
        one = TestNode.start(name, "one", ports.getFirst(), ports);
        lost = TestNode.start(name, "lost", ports.getLast(), ports);
        HazelcastInstance member = Hazelcast.getAllHazelcastInstances().stream()
                .filter(each -> each.getConfig().getClusterName().equals(name))
                .findFirst()
                .orElseThrow();
        member.getMultiMap(HazelcastSettings.SUBSCRIPTIONS)
                .remove(Addresses.node(lost.id()).name());
    }

    @AfterEach
    void leave() {
        TestNode.get(Future.join(one.cluster().leave(), lost.cluster().leave()));
    }

    private Future<InterestSnapshot> hello() {
        return one.bus().ask(Addresses.node(lost.id()), new InterestHello(one.id()));
    }

    @Test
    void getsItBackFromTheNode() {
        assertThat(TestNode.get(lost.cluster().lists(lost.id()))).isFalse();
        await().atMost(TestNode.PATIENCE)
                .until(() -> TestNode.get(hello().transform(answer -> {
                    return Future.succeededFuture(answer.failed());
                })));

        TestNode.get(lost.cluster()
                .vertx()
                .deployVerticle(
                        new ReachVerticle(lost.id(), lost.bus(), lost.cluster(), Duration.ofMillis(50), meters)));

        await().atMost(TestNode.PATIENCE)
                .until(() -> TestNode.get(lost.cluster().lists(lost.id())));
        await().atMost(TestNode.PATIENCE)
                .until(() -> TestNode.get(hello().transform(answer -> {
                    return Future.succeededFuture(answer.succeeded());
                })));
        assertThat(meters.get("parley.cluster.reopened").counter().count()).isEqualTo(1);
    }
}
