package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Delivery to rooms, and what disturbs it, at the wire. */
class SocketIoTest {

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Nested
    class Delivery {

        @Test
        void givesASocketInSeveralRoomsOneCopyAndLeavesOutWhoIsExcepted() {
            Frames both = joined("a", "b");
            Frames excepted = joined("a", "c");
            var audience = new Audience(
                    new AppNamespace("default", "/"),
                    List.of(Target.room("a"), Target.room("b")),
                    List.of(Target.room("c")));

            node.broadcast(audience, "news", "1", false);
            node.broadcast(Audience.of(new AppNamespace("default", "/"), Target.EVERYONE), "last", "2", false);

            assertThat(both.next()).isEqualTo("42[\"news\",\"1\"]");
            assertThat(both.next()).isEqualTo("42[\"last\",\"2\"]");
            assertThat(excepted.next()).isEqualTo("42[\"last\",\"2\"]");
        }

        @Test
        void keepsTheOrderOfOneEmitter() {
            Frames member = joined("order");
            for (int i = 0; i < 500; i++) {
                node.broadcast(
                        Audience.of(new AppNamespace("default", "/"), Target.room("order")),
                        "n",
                        Integer.toString(i),
                        false);
            }
            for (int i = 0; i < 500; i++) assertThat(member.next()).isEqualTo("42[\"n\",\"" + i + "\"]");
        }

        @Test
        void endsWithTheMembership() {
            Frames member = joined("left");
            member.send("421[\"leave\",\"left\"]");
            assertThat(member.next()).isEqualTo("431[true]");
            node.broadcast(Audience.of(new AppNamespace("default", "/"), Target.room("left")), "news", "1", false);
            member.send("422[\"echo\"]");
            assertThat(member.next()).isEqualTo("432[]");
        }

        private Frames joined(String... rooms) {
            Frames frames = client.connected();
            for (String room : rooms) {
                frames.send("420[\"join\",\"" + room + "\"]");
                assertThat(frames.next()).isEqualTo("430[true]");
            }
            return frames;
        }
    }

    @Nested
    class Trouble {

        @Test
        void inAHandlerHurtsNobody() {
            Frames frames = client.connected();
            frames.send("42[\"break\"]", "420[\"echo\",\"still here\"]");
            assertThat(frames.next()).isEqualTo("430[\"still here\"]");
        }

        @Test
        void ofAClientThatStopsReadingForAWhileCostsItNothing() {
            try (var patient =
                            new TestNode(TestNode.config(Duration.ofMinutes(5), Duration.ofMinutes(5), 100_000_000));
                    var clients = new RawClient(patient)) {
                Frames reader = clients.connected();
                reader.webSocket.pause();
                String large = "x".repeat(90_000);
                // More than the network holds between the two.
                for (int i = 0; i < 400; i++) {
                    patient.broadcast(
                            Audience.of(new AppNamespace("default", "/"), Target.EVERYONE), "n", i + large, false);
                }
                Frames probe = clients.connected();
                probe.send("420[\"echo\"]");
                assertThat(probe.next()).isEqualTo("430[]");

                reader.webSocket.resume();

                for (int i = 0; i < 400; i++) assertThat(reader.next()).startsWith("42[\"n\",\"" + i + "x");
            }
        }

        @Test
        void ofAClientThatDoesNotReadEndsItAndDelaysNobody() {
            try (var small = new TestNode(TestNode.config(Duration.ofMinutes(5), Duration.ofMinutes(5), 200_000));
                    var clients = new RawClient(small)) {
                Frames stalled = clients.connected();
                Frames reader = clients.connected();
                stalled.webSocket.pause();
                String large = "x".repeat(50_000);
                int sent = 0;
                while (small.departures.isEmpty() && sent < 2_000) {
                    small.broadcast(Audience.of(new AppNamespace("default", "/"), Target.EVERYONE), "n", large, false);
                    assertThat(reader.next()).hasSizeGreaterThan(50_000);
                    sent++;
                }
                assertThat(small.departures).containsExactly("transport error");
                await().atMost(TestNode.PATIENCE).until(() -> small.services.connections() == 1);
                stalled.webSocket.resume(); // so that it lets go of what it never read
            }
        }
    }
}
