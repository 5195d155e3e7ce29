package dev.parley.webhooks;

import static dev.parley.webhooks.Node.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.parley.bus.Message.Activity;
import dev.parley.protocol.json.RawJson;
import dev.parley.webhooks.Receiver.Arrival;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WebhookDeliveryTest {

    private static final List<Duration> AFTER_AN_HOUR = List.of(Duration.ofHours(1));

    private Vertx vertx;
    private Receiver receiver;

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        this.vertx = vertx;
        this.receiver = Receiver.on(vertx, 0);
    }

    @Nested
    class WhatArrives {

        @Test
        void verifiesWithTheReferenceLibrary() throws Exception {
            Node node = Node.start(vertx, telling(receiver.url()));
            node.emit(Activity.Type.PUBLISHED, RawJson.string("phòng-é 🎈 \"quoted\""));
            node.until(counts -> counts.delivered() == 1);
            Arrival arrival = receiver.arrivals.getFirst();
            new Webhook(Node.SECRET).verify(arrival.body(), arrival.headers());
        }

        @Test
        void isOnePostOfTheActivityAsJson() throws Exception {
            Node node = Node.start(vertx, telling(receiver.url()));
            node.emit("s0cket", 1);
            node.until(counts -> counts.equals(new WebhookCounts(1, 1, 0, 0, 0)));
            Arrival arrival = receiver.arrivals.getFirst();
            assertThat(arrival.header(":path")).isEqualTo("POST /hooks?app=shop");
            assertThat(arrival.header("content-type")).isEqualTo("application/json");
            assertThat(arrival.header("user-agent")).isEqualTo("Parley");
            assertThat(arrival.body())
                    .isEqualTo("{\"type\":\"room.joined\",\"timestamp\":\"2026-03-01T12:00:00.250Z\","
                            + "\"data\":{\"socket\":\"s0cket\",\"n\":1}}");
            assertThat(receiver.arrivals).hasSize(1);
        }
    }

    @Nested
    class Order {

        @Test
        void ofOneSocketIsKept() throws Exception {
            Node node = Node.start(vertx, telling(receiver.url()));
            for (int i = 0; i < 200; i++) node.emit("s0cket", i);
            node.until(counts -> counts.delivered() == 200);
            assertThat(receiver.bodies()).isEqualTo(bodies(200));
        }

        @Test
        void ofOneSocketIsKeptThroughFailures() throws Exception {
            Set<String> failed = ConcurrentHashMap.newKeySet();
            List<String> taken = new CopyOnWriteArrayList<>();
            receiver.answer = (request, arrival) -> {
                boolean takes = !failed.add(arrival.id());
                if (takes) taken.add(arrival.body());
                request.response().setStatusCode(takes ? 200 : 500).end();
            };
            Node node = Node.start(vertx, telling(receiver.url()));
            for (int i = 0; i < 20; i++) node.emit("s0cket", i);
            node.until(counts -> counts.delivered() == 20);
            assertThat(taken).isEqualTo(bodies(20));
            assertThat(node.counts()).isEqualTo(new WebhookCounts(20, 20, 20, 0, 0));
        }

        private List<String> bodies(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> Delivery.of(
                            new Activity("default", Activity.Type.JOINED, Node.THEN, Node.data("s0cket", i))))
                    .map(delivery -> delivery.body().toString())
                    .toList();
        }
    }

    @Nested
    class ManyLanes {

        @Test
        void lanesThatFailDelayNoOther() throws Exception {
            receiver.answer = (request, arrival) -> request.response()
                    .setStatusCode(arrival.body().contains("bad") ? 500 : 200)
                    .end();
            Node node = Node.start(vertx, telling(receiver.url(), Duration.ofSeconds(10), AFTER_AN_HOUR, 1_000));
            for (int i = 0; i < 3 * Courier.IN_FLIGHT; i++) {
                node.emit("bad " + i, 1);
                node.emit("bad " + i, 2);
            }
            for (int i = 0; i < 50; i++) node.emit("good", i);
            node.until(counts -> counts.delivered() == 50);
            node.until(counts -> counts.retried() == 3 * Courier.IN_FLIGHT);
            assertThat(receiver.bodies()).noneMatch(body -> body.contains("bad") && body.contains("\"n\":2"));
        }

        @Test
        void attemptsAtOnceAreBounded() throws Exception {
            Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
            receiver.answer = (request, arrival) -> held.add(request);
            Node node = Node.start(vertx, telling(receiver.url()));
            for (int i = 0; i < 100; i++) node.emit("socket " + i, 1);
            int released = 0;
            while (released < 100) {
                int expected = Math.min(Courier.IN_FLIGHT, 100 - released);
                await().atMost(Duration.ofSeconds(10)).until(held::size, size -> size >= expected);
                assertThat(held).hasSize(expected);
                for (int i = 0; i < expected; i++) held.remove().response().end();
                released += expected;
            }
            node.until(counts -> counts.delivered() == 100);
        }
    }
}
