package dev.parley.cluster;

import static dev.parley.cluster.LogNetwork.LOBBY;
import static dev.parley.cluster.LogNetwork.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.LogMessage.FromLog;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.InOrder;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.cluster.EventLogs.LogPlace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs of three nodes with real Hazelcast members and a real clustered event bus, in one JVM. */
class LogClusterTest {

    private static final List<LogNode> nodes = new ArrayList<>();

    /** A node whose sockets write down what they hear. */
    private static final class LogNode implements Arrivals.Receiver {
        final NodeId id;
        final Cluster cluster;
        final DirectoryVerticle directory;
        final LogVerticle log;
        final Broadcaster broadcaster;
        final Arrivals arrivals;
        final Queue<String> heard = new ConcurrentLinkedQueue<>();
        final Queue<Missed> missed = new ConcurrentLinkedQueue<>();

        LogNode(String name, int port, List<Integer> ports) {
            id = new NodeId(name);
            var members = ports.stream().map(each -> "127.0.0.1:" + each).toList();
            var config = new ClusterConfig("log-test", "127.0.0.1", port, 0, members);
            cluster = TestNode.get(Cluster.join(config, id, new VertxOptions().setEventLoopPoolSize(2)));
            var bus = new Bus(cluster.vertx());
            var meters = new SimpleMeterRegistry();
            var number = new LogNumber();
            directory = new DirectoryVerticle(id, number, bus, cluster, 1_000);
            log = new LogVerticle(id, number, bus, cluster, directory, LogNetwork.CONFIG, meters);
            broadcaster = new Broadcaster(id, bus, directory, log, meters);
            arrivals = new Arrivals(id, log, this);
            TestNode.get(listen(bus)
                    .compose(open -> bus.open(id))
                    .compose(open -> cluster.vertx().deployVerticle(log))
                    .compose(open -> cluster.vertx().deployVerticle(directory)));
        }

        /** On one context, as FanoutVerticle does. */
        private Future<Void> listen(Bus bus) {
            Promise<Void> open = Promise.promise();
            var context = cluster.vertx().getOrCreateContext();
            context.runOnContext(here -> {
                cluster.membership().others().forEach(arrivals::joined);
                cluster.vertx().setPeriodic(100, tick -> arrivals.tick());
                bus.hear(Addresses.FANOUT, this::hear).onComplete(open);
            });
            cluster.membership().watch(new Membership.Watcher() {
                @Override
                public void joined(NodeId node) {
                    context.runOnContext(here -> arrivals.joined(node));
                }

                @Override
                public void left(NodeId node) {
                    context.runOnContext(here -> arrivals.left(node));
                }
            });
            return open.future();
        }

        private void hear(InOrder said) {
            if (said instanceof FromLog news) arrivals.hear(news);
            else if (said instanceof Broadcast event && event.stamp().isPresent() && arrivals.admit(event)) late(event);
        }

        @Override
        public void late(Broadcast event) {
            heard.add(event.id());
        }

        @Override
        public void missed(Missed answer) {
            missed.add(answer);
        }

        @Override
        public void broken(NodeId origin) {
            heard.add("broken " + origin);
        }

        /** As {@code kill -9}: the others see its connections end. */
        void kill() {
            Hazelcast.getAllHazelcastInstances().stream()
                    .filter(each -> id.value()
                            .equals(each.getCluster().getLocalMember().getAttribute(HazelcastMembership.ATTRIBUTE)))
                    .forEach(each -> each.getLifecycleService().terminate());
        }
    }

    @BeforeAll
    static void threeNodes() throws IOException {
        var ports = List.of(TestNode.freePort(), TestNode.freePort(), TestNode.freePort());
        for (int port : ports) nodes.add(new LogNode("log-" + nodes.size(), port, ports));
        for (LogNode node : nodes) TestNode.get(node.directory.enter(LOBBY));
        SharedRecords records = nodes.getFirst().cluster.records("logs");
        await().atMost(TestNode.PATIENCE)
                .until(() -> TestNode.get(records.one("log-0"))
                        .flatMap(LogRecord::read)
                        .flatMap(LogRecord::backup)
                        .isPresent());
    }

    @AfterAll
    static void stop() {
        nodes.forEach(node -> TestNode.get(node.cluster.leave().otherwiseEmpty()));
    }

    @Test
    void whatANodeHasAcceptedComesFromItsHeirWhenItIsKilled() {
        LogNode dying = nodes.get(0);
        LogNode heir = nodes.get(1);
        LogNode asker = nodes.get(2);
        List<String> names =
                IntStream.rangeClosed(1, 50).mapToObj(each -> "e" + each).toList();

        TestNode.get(Future.all(names.stream()
                .map(each -> dying.broadcaster.broadcast(LogNetwork.event(each, LOBBY)))
                .toList()));
        Position joined = TestNode.get(heir.directory.enter(LOBBY));
        assertThat(joined.of(dying.id)).as("the join was acknowledged before").isBetween(0L, 50L);
        dying.kill();

        for (LogNode each : List.of(heir, asker)) {
            await().atMost(TestNode.PATIENCE)
                    .untilAsserted(() -> assertThat(each.heard).containsExactlyElementsOf(names));
        }
        await().atMost(TestNode.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(TestNode.get(asker.log.all())).anyMatch(place -> isEnded(place, dying, heir)));
        asker.log.ask(
                heir.id,
                new MissedRequest(asker.id, 7, dying.id, ROOT, List.of(new Owed(LOBBY.target(), 20)), 1_000_000));
        await().atMost(TestNode.PATIENCE).until(() -> !asker.missed.isEmpty());

        assertThat(asker.missed).singleElement().satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(MissedOutcome.COMPLETE);
            assertThat(answer.events().stream().map(entry -> entry.event().id()))
                    .containsExactlyElementsOf(names.subList(20, 50));
        });
    }

    private static boolean isEnded(LogPlace place, LogNode origin, LogNode holder) {
        return place.origin().equals(origin.id)
                && place.holder().filter(holder.id::equals).isPresent()
                && place.end().filter(end -> end.last() == 50).isPresent();
    }
}
