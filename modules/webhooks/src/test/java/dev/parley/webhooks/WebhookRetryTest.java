package dev.parley.webhooks;

import static dev.parley.webhooks.Node.telling;
import static dev.parley.webhooks.Receiver.first;
import static dev.parley.webhooks.Receiver.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.parley.webhooks.Receiver.Arrival;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class WebhookRetryTest {

    private Vertx vertx;
    private Receiver receiver;

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        this.vertx = vertx;
        this.receiver = Receiver.on(vertx, 0);
    }

    @Test
    void everyAttemptHasTheSameIdAndBodyAndAFreshSignedTimestamp() throws Exception {
        var ahead = new AtomicLong();
        receiver.answer = first(2, (request, arrival) -> {
            ahead.addAndGet(10);
            request.response().setStatusCode(500).end();
        });
        Node node =
                Node.start(vertx, telling(receiver.url()), () -> Instant.now().plusSeconds(ahead.get()));
        node.emit("s0cket", 1);
        node.until(counts -> counts.delivered() == 1);
        assertThat(receiver.arrivals).hasSize(3);
        assertThat(receiver.arrivals)
                .map(Arrival::id)
                .containsOnly(receiver.arrivals.getFirst().id());
        assertThat(receiver.arrivals)
                .map(Arrival::body)
                .containsOnly(receiver.arrivals.getFirst().body());
        long previous = 0;
        for (Arrival arrival : receiver.arrivals) {
            new Webhook(Node.SECRET).verify(arrival.body(), arrival.headers());
            long timestamp = Long.parseLong(arrival.header("webhook-timestamp"));
            assertThat(timestamp).isGreaterThanOrEqualTo(previous + 10);
            previous = timestamp;
        }
    }

    @Test
    void afterTheLastAttemptTheDeliveryIsGivenUpAndTheLaneGoesOn() throws Exception {
        receiver.answer = (request, arrival) -> request.response()
                .setStatusCode(arrival.body().contains("\"n\":1") ? 502 : 200)
                .end();
        Node node = Node.start(vertx, telling(receiver.url()));
        try (var log = new LogCapture()) {
            node.emit("s0cket", 1);
            node.emit("s0cket", 2);
            node.until(counts -> counts.equals(new WebhookCounts(2, 1, 4, 1, 0)));
            assertThat(receiver.arrivals).hasSize(6);
            String id = receiver.arrivals.getFirst().id();
            assertThat(log.lines()).containsExactly("webhook " + id + " (room.joined) given up: status 502");
        }
    }

    @Test
    void goneEndpointIsLeftAlone() throws Exception {
        receiver.answer = status(410);
        Node node = Node.start(vertx, telling(receiver.url()));
        try (var log = new LogCapture()) {
            for (int i = 0; i < 50; i++) node.emit("s0cket", i);
            node.until(counts -> counts.givenUp() > 0 && counts.accepted() + counts.refused() == 50);
            node.until(counts -> counts.waiting() == 0);
            node.emit("another", 1);
            node.until(counts -> counts.accepted() + counts.refused() == 51 && counts.refused() > 0);
            assertThat(receiver.arrivals).hasSize(1);
            assertThat(node.counts().delivered()).isZero();
            assertThat(log.lines()).singleElement().asString().contains("410 Gone");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void busyReceiverIsLeftAloneForAsLongAsItAsks(int status) throws Exception {
        receiver.answer = first(
                1,
                (request, arrival) -> request.response()
                        .setStatusCode(status)
                        .putHeader("Retry-After", "1")
                        .end());
        Node node = Node.start(vertx, telling(receiver.url()));
        node.emit("s0cket", 1);
        node.until(counts -> counts.delivered() == 1);
        assertThat(Duration.ofNanos(receiver.arrivals.get(1).nanos()
                        - receiver.arrivals.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void receiverCannotHaveTheAttemptsUsedUpAtOnce() throws Exception {
        receiver.answer = (request, arrival) -> request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "0")
                .end();
        var config = telling(receiver.url(), Duration.ofSeconds(10), List.of(Duration.ofMillis(500)), 10);
        Node node = Node.start(vertx, config);
        node.emit("s0cket", 1);
        node.until(counts -> counts.givenUp() == 1);
        assertThat(Duration.ofNanos(receiver.arrivals.get(1).nanos()
                        - receiver.arrivals.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsAFailureAndNotFollowed(int status) throws Exception {
        Receiver elsewhere = Receiver.on(vertx, 0);
        receiver.answer = (request, arrival) -> request.response()
                .setStatusCode(status)
                .putHeader("Location", elsewhere.url().toString())
                .end();
        Node node = Node.start(vertx, telling(receiver.url()));
        node.emit("s0cket", 1);
        node.until(counts -> counts.givenUp() == 1);
        assertThat(elsewhere.arrivals).isEmpty();
        assertThat(receiver.arrivals).hasSize(5);
    }

    @Test
    void receiverThatWasDownGetsEverythingInOrderOnceItIsUp() throws Exception {
        receiver.close();
        var config =
                telling(receiver.url(), Duration.ofSeconds(10), Collections.nCopies(500, Duration.ofMillis(20)), 1_000);
        Node node = Node.start(vertx, config);
        for (int i = 0; i < 5; i++) node.emit("s0cket", i);
        node.until(counts -> counts.retried() >= 3);
        Receiver again = Receiver.on(vertx, receiver.port());
        node.until(counts -> counts.delivered() == 5);
        assertThat(again.bodies()).hasSize(5).isSorted();
    }
}
