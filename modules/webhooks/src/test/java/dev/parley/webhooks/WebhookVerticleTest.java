package dev.parley.webhooks;

import static dev.parley.webhooks.Node.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Bus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WebhookVerticleTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void fullQueueRefusesTheRestAndGoesOnWhenThereIsRoom(Vertx vertx) throws Exception {
        Receiver receiver = Receiver.on(vertx, 0);
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        receiver.answer = (request, arrival) -> held.add(request);
        Node node = Node.start(vertx, telling(receiver.url(), LONG, List.of(LONG), 5));
        try (var log = new LogCapture()) {
            for (int i = 0; i < 20; i++) node.emit("s0cket", i);
            node.until(counts -> counts.equals(new WebhookCounts(5, 0, 0, 0, 15)));
            assertThat(log.lines()).singleElement().asString().startsWith("webhook_queue_full");
        }
        await().atMost(LONG).until(() -> !held.isEmpty());
        receiver.answer = Receiver.OK;
        held.remove().response().end();
        node.until(counts -> counts.delivered() == 5);
        node.emit("s0cket", 20);
        node.until(counts -> counts.equals(new WebhookCounts(6, 6, 0, 0, 15)));
    }

    @Test
    void withoutAnEndpointNothingIsKept(Vertx vertx) throws Exception {
        Node node = Node.start(vertx, new WebhooksConfig(Optional.empty(), LONG, List.of(), 5));
        for (int i = 0; i < 20; i++) node.emit("s0cket", i);
        node.stop();
        assertThat(node.counts()).isEqualTo(new WebhookCounts(0, 0, 0, 0, 0));
    }

    @Test
    void stoppingLetsWhatIsReadyArrive(Vertx vertx) throws Exception {
        Receiver receiver = Receiver.on(vertx, 0);
        receiver.answer = (request, arrival) ->
                vertx.setTimer(20, id -> request.response().end());
        Node node = Node.start(vertx, telling(receiver.url()));
        for (int i = 0; i < 30; i++) node.emit("socket " + i % 10, i);
        node.until(counts -> counts.accepted() == 30);
        node.stop();
        assertThat(node.counts()).isEqualTo(new WebhookCounts(30, 30, 0, 0, 0));
    }

    @Test
    void stoppingDoesNotWaitForWhatRests(Vertx vertx) throws Exception {
        Receiver receiver = Receiver.on(vertx, 0);
        receiver.answer = Receiver.status(500);
        Node node = Node.start(vertx, telling(receiver.url(), LONG, List.of(Duration.ofHours(1)), 5));
        node.emit("s0cket", 1);
        node.emit("s0cket", 2);
        node.until(counts -> counts.accepted() == 2 && counts.retried() == 1);
        try (var log = new LogCapture()) {
            long started = System.nanoTime();
            node.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
            assertThat(log.lines()).containsExactly("2 webhook deliveries are left behind");
        }
    }

    @Test
    void stoppingCutsOffAReceiverThatDoesNotAnswer(Vertx vertx) throws Exception {
        Receiver receiver = Receiver.on(vertx, 0);
        receiver.answer = (request, arrival) -> {};
        Node node = Node.start(vertx, telling(receiver.url(), Duration.ofMinutes(10), List.of(), 5));
        node.emit("s0cket", 1);
        await().atMost(LONG).until(() -> receiver.arrivals.size() == 1);
        node.stop(); // within the deadline of the fixture
        assertThat(node.counts().delivered()).isZero();
    }

    @Test
    void wrongThreadingModelIsRefusedAtOnce(Vertx vertx) {
        var verticle =
                new WebhookVerticle(telling(URI.create("http://127.0.0.1:1")), new Bus(vertx), InstantSource.system());
        assertThatThrownBy(() -> vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS))
                .hasMessageContaining("virtual thread");
    }
}
