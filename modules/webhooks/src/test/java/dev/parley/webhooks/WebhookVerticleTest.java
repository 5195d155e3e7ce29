package dev.parley.webhooks;

import static dev.parley.webhooks.Node.joined;
import static dev.parley.webhooks.Node.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointSettings;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.store.webhooks.Deliveries.Appended;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookVerticleTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private TestStore store;
    private Receiver receiver;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        store = new TestStore(folder);
        receiver = Receiver.on(vertx, 0);
    }

    @AfterEach
    void close() {
        store.close();
        vertx.close();
    }

    private static List<String> bodies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"room.joined\",\"timestamp\":\"2026-03-01T12:00:00.250Z\",\"data\":"
                        + Node.data("s0cket", i) + "}")
                .toList();
    }

    @Nested
    class OneNode {

        @Test
        void deliversWhatItWasTold() throws Exception {
            try (var node = new Node(store, telling(receiver.url()))) {
                assertThat(node.tell(joined("s0cket", 0))).isTrue();
                node.until("delivered", 1);
                assertThat(receiver.bodies()).isEqualTo(bodies(1));
                node.stop();
            }
        }

        @Test
        void keepsTheOrderOfALaneThroughFailures() throws Exception {
            Set<String> failed = ConcurrentHashMap.newKeySet();
            List<String> taken = new CopyOnWriteArrayList<>();
            receiver.answer = (request, arrival) -> {
                boolean takes = !failed.add(arrival.id());
                if (takes) taken.add(arrival.body());
                request.response().setStatusCode(takes ? 200 : 500).end();
            };
            try (var node = new Node(store, telling(receiver.url()))) {
                for (int i = 0; i < 30; i++) node.report(joined("s0cket", i));
                node.until("delivered", 30);
                assertThat(taken).isEqualTo(bodies(30));
                assertThat(node.count("retried")).isEqualTo(30);
                node.stop();
            }
        }

        @Test
        void deliversAfterItsDeathWhatWasPending() throws Exception {
            URI url = receiver.url();
            receiver.close();
            List<Duration> again = Collections.nCopies(100, Duration.ofMillis(50));
            try (var node = new Node(store, telling(url, again))) {
                for (int i = 0; i < 5; i++)
                    assertThat(node.tell(joined("s0cket", i))).isTrue();
                node.until("retried", 2);
                node.kill();
            }
            Receiver later = Receiver.on(vertx, url.getPort());
            try (var node = new Node(store, telling(url, again))) {
                node.until("delivered", 5);
                // The first node has lost its store, but lives for a moment; what it does then is done twice.
                assertThat(later.bodies()).containsSubsequence(bodies(5));
            }
        }
    }

    @Nested
    class Failures {

        @Test
        void makeADeadLetterThatCanBeReplayedWithTheSameId() throws Exception {
            receiver.answer = Receiver.status(500);
            try (var node = new Node(store, telling(receiver.url()))) {
                assertThat(node.tell(joined("s0cket", 0))).isTrue();
                node.until("dead", 1);
                receiver.answer = Receiver.OK;
                assertThat(node.tell(joined("s0cket", 1))).isTrue();
                node.until("delivered", 1);
                String id = receiver.arrivals.getFirst().id();
                assertThat(found(node, id).state()).isEqualTo(DeliveryState.DEAD);
                assertThat(found(node, id).attempts()).hasSize(5);

                node.ask(new WebhookQuestion.Replay("default", id));

                node.until("delivered", 2);
                assertThat(receiver.arrivals.getLast().id()).isEqualTo(id);
                await().until(() -> found(node, id).state(), DeliveryState.DELIVERED::equals);
            }
        }

        @Test
        void ofAnEndpointThatIsGoneDisableItAfterOneAttempt() throws Exception {
            receiver.answer = Receiver.status(410);
            try (var node = new Node(store, telling(receiver.url()))) {
                for (int i = 0; i < 20; i++) node.report(joined("s0cket", i));
                node.until("dead", 20);
                assertThat(receiver.arrivals).hasSize(1);
                assertThat(node.webhooks.wants("default", Activity.Type.JOINED)).isFalse();
            }
        }

        @Test
        void openACircuitSoThatADeadReceiverIsHardlyAsked() throws Exception {
            receiver.answer = Receiver.status(500);
            var config = Node.config(
                    receiver.url(), LONG, Collections.nCopies(4, Duration.ofMillis(1)), 1_000, 100_000, 3, 100);
            try (var node = new Node(store, config)) {
                for (int i = 0; i < 100; i++) node.report(joined("s" + i, i));
                await().until(() -> node.gauge("circuits.open") == 1);
                int asked = receiver.arrivals.size();
                receiver.answer = Receiver.OK;
                node.until("delivered", 100);
                assertThat(asked).isLessThan(60);
                assertThat(node.count("dead")).isZero();
            }
        }

        @Test
        void ofOneEndpointDisturbNoOther() throws Exception {
            receiver.answer = (request, arrival) -> {};
            Receiver other = Receiver.on(vertx, 0);
            try (var node = new Node(store, telling(receiver.url()))) {
                var settings = new EndpointSettings(other.url(), Set.of(), 1, "");
                node.ask(new WebhookQuestion.CreateEndpoint("default", settings, false));
                for (int i = 0; i < 100; i++) node.report(joined("s" + i, i));
                node.until("delivered", 100);
                assertThat(other.arrivals).hasSize(100);
                assertThat(receiver.arrivals).hasSizeLessThanOrEqualTo(32);
            }
        }
    }

    @Nested
    class Batches {

        @Test
        void takeWhatWaitsInALaneTogether() throws Exception {
            receiver.answer = Receiver.first(1, Receiver.status(500));
            URI nowhere = URI.create("http://127.0.0.1:1/");
            try (var node = new Node(store, telling(nowhere))) {
                var settings = new EndpointSettings(receiver.url(), Set.of(Activity.Type.JOINED), 10, "");
                node.ask(new WebhookQuestion.CreateEndpoint("default", settings, false));
                for (int i = 0; i < 11; i++) node.report(joined("s0cket", i));
                node.until("delivered", 11);
                List<String> bodies = receiver.bodies();
                assertThat(bodies).hasSizeLessThan(11).anyMatch(body -> body.contains("\"type\":\"batch\""));
                assertThat(receiver.arrivals.get(1).id())
                        .isEqualTo(receiver.arrivals.getFirst().id());
            }
        }
    }

    @Nested
    class Bounds {

        @Test
        void whatOneEndpointMayHavePendingIsRefusedBeyond() throws Exception {
            receiver.answer = (request, arrival) -> {};
            var config = Node.config(receiver.url(), LONG, List.of(LONG), 1_000, 5, 1_000, 100);
            try (var node = new Node(store, config)) {
                for (int i = 0; i < 5; i++)
                    assertThat(node.tell(joined("s" + i, i))).isTrue();
                assertThat(node.tell(joined("one more", 1))).isFalse();
                assertThat(node.count("refused")).isEqualTo(1);
                assertThat(node.report(joined("another", 1)).await(10, TimeUnit.SECONDS))
                        .isFalse();
                assertThat(node.count("dropped")).isEqualTo(1);
            }
        }

        @Test
        void ofDeliveredOnesTheLatestAreKept() throws Exception {
            var config = Node.config(receiver.url(), LONG, List.of(), 1_000, 1_000, 1_000, 3);
            try (var node = new Node(store, config)) {
                for (int i = 0; i < 10; i++) node.report(joined("s0cket", i));
                node.until("delivered", 10);
                await().until(() -> listed(node).size() == 3);
                assertThat(listed(node))
                        .extracting(each -> each.body().toString())
                        .allMatch(body -> body.matches(".*\"n\":[789]}}"));
            }
        }

        private List<DeliveryRecord> listed(Node node) throws Exception {
            return node.ask(new WebhookQuestion.ListDeliveries(
                            "default", Optional.empty(), Set.of(), Optional.empty(), 100))
                    .deliveries();
        }
    }

    @Nested
    class WithoutTheStoreForAWhile {

        @Test
        void whatWasReportedIsDeliveredInOrderOnceItIsBack() throws Exception {
            try (var node = new Node(store, telling(receiver.url()))) {
                assertThat(node.tell(joined("s0cket", 0))).isTrue();
                node.until("delivered", 1);
                store.stop();
                for (int i = 1; i < 20; i++) node.report(joined("s0cket", i));
                store.restart();
                node.until("delivered", 20);
                assertThat(receiver.bodies()).containsSubsequence(bodies(20));
            }
        }

        @Test
        void whoeverMayRefuseIsToldSoInTime() throws Exception {
            try (var node = new Node(store, telling(receiver.url()))) {
                assertThat(node.tell(joined("s0cket", 0))).isTrue();
                store.stop();
                assertThat(node.tell(joined("s0cket", 1))).isFalse();
                assertThat(node.count("refused")).isEqualTo(1);
                store.restart();
                await().atMost(Duration.ofSeconds(60)).until(() -> node.tell(joined("s0cket", 2)));
                assertThat(node.count("delivered")).isLessThanOrEqualTo(3);
            }
        }
    }

    @Nested
    class SeveralNodes {

        @Test
        void whatANodeHadThatSaysNothingMoreIsDeliveredByAnother() throws Exception {
            URI url = receiver.url();
            receiver.close();
            List<Duration> again = Collections.nCopies(1_000, Duration.ofMillis(50));
            try (var lost = new Node(store, telling(url, again), Node.NOBODY)) {
                for (int i = 0; i < 10; i++)
                    assertThat(lost.tell(joined("s0cket", i))).isTrue();
                lost.kill();
                Receiver later = Receiver.on(vertx, url.getPort());
                try (var node = new Node(store, telling(url, again), Node.NOBODY)) {
                    node.until("delivered", 10);
                    assertThat(later.bodies()).containsSubsequence(bodies(10));
                }
            }
        }

        @Test
        void whatAStaleOwnerHasAddedIsFound() throws Exception {
            try (var node = new Node(store, telling(receiver.url()))) {
                assertThat(node.tell(joined("s0cket", 0))).isTrue();
                node.until("delivered", 1);
                append(node, 1, 1);
                node.until("delivered", 2);
                append(node, 2, 2);
                assertThat(node.tell(joined("s0cket", 3))).isTrue();
                node.until("delivered", 4);
                assertThat(receiver.bodies()).isEqualTo(bodies(4));
            }
        }

        /** As a node does that does not know yet that it is the owner no more. */
        private void append(Node node, long seq, int number) throws Exception {
            String lane = "socket\"s0cket\"";
            var key = new LaneKey(new Recipient("default", Endpoint.CONFIGURED), lane);
            Activity told = joined("s0cket", number);
            var record = new DeliveryRecord(
                    MessageIds.next(),
                    "default",
                    Endpoint.CONFIGURED,
                    told.type().wire(),
                    DeliveryState.PENDING,
                    Node.THEN,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    told.toJson());
            var delivery = new StoredDelivery(key.partition(), seq, lane, Optional.empty(), Optional.empty(), record);
            assertThat(node.kept.deliveries().append(List.of(delivery)).await(10, TimeUnit.SECONDS))
                    .isEqualTo(Appended.ALL);
        }

        @Test
        void whatIsToldTwiceByTheSameKeyIsDeliveredOnce() throws Exception {
            try (var node = new Node(store, telling(receiver.url()))) {
                var told = new Activity(
                        "default", Activity.Type.JOINED, Node.THEN, Node.data("s0cket", 0), Optional.of("key"));
                for (int i = 0; i < 5; i++) node.report(told);
                assertThat(node.tell(told)).isTrue();
                assertThat(node.tell(joined("s0cket", 1))).isTrue();
                node.until("delivered", 2);
                assertThat(receiver.bodies()).isEqualTo(bodies(2));
            }
        }
    }

    @Test
    void aNodeThatStopsLeavesNothingPendingBehindThatItCouldDeliver() throws Exception {
        try (var node = new Node(store, telling(receiver.url()))) {
            for (int i = 0; i < 50; i++) node.report(joined("s0cket", i));
            node.stop();
            assertThat(node.kept.leases().nodes().await(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(node.kept.leases().partitions().await(10, TimeUnit.SECONDS))
                    .hasSize(LaneKey.PARTITIONS)
                    .allMatch(lease -> lease.owner().isEmpty());
        }
        try (var node = new Node(store, telling(receiver.url()))) {
            await().until(() -> receiver.bodies().size() >= 50);
            assertThat(receiver.bodies()).isEqualTo(bodies(50));
            assertThat(node.count("dropped")).isZero();
        }
    }

    private static DeliveryRecord found(Node node, String id) throws Exception {
        return node.ask(new WebhookQuestion.FindDelivery("default", id));
    }
}
