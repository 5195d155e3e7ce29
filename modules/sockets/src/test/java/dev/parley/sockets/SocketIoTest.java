package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO revision 5, at the wire. */
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
    class Connecting {

        @Test
        void toAnUnknownNamespaceIsRefusedAndTheConnectionStays() {
            Frames frames = client.connected();
            frames.send("40/nope,");
            assertThat(frames.next()).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
            frames.send("420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("430[]");
        }

        @Test
        void isRefusedByTheProfileWithItsReason() {
            Frames frames = client.connected();
            frames.send("40/second,{\"deny\":\"not you\"}");
            assertThat(frames.next()).isEqualTo("44/second,{\"message\":\"not you\",\"data\":\"why\"}");
        }

        @Test
        void toSeveralNamespacesSharesOneConnection() {
            Frames frames = client.connected();
            frames.send("40/second,");
            assertThat(frames.next()).startsWith("40/second,{\"sid\":");
            frames.send("42/second,7[\"echo\",\"x\"]", "420[\"echo\",\"y\"]");
            assertThat(frames.next()).isEqualTo("43/second,7[\"x\"]");
            assertThat(frames.next()).isEqualTo("430[\"y\"]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "40",
                    "42/second,[\"x\"]",
                    "41/second,",
                    "44{\"message\":\"x\"}",
                    "47[]",
                    "4abc",
                    "4",
                    "42[]",
                    "42{}",
                    "42[null]",
                    "42[\"disconnect\"]",
                    "41{}",
                    "450-[\"x\"]",
                    "4511-[\"x\"]"
                })
        void isLostByBreakingTheProtocol(String packet) {
            Frames frames = client.connected();
            frames.send(packet);
            assertThat(frames.next()).isEqualTo("closed");
        }

        @Test
        void againAfterLeavingGivesANewId() {
            Frames frames = client.connected();
            frames.send("41", "40");
            assertThat(frames.next()).startsWith("40{\"sid\":");
        }

        @Test
        void endsWithAPacketWhenTheServerWantsIt() {
            Frames frames = client.connected();
            frames.send("42[\"throw me out\"]");
            assertThat(frames.next()).isEqualTo("41");
            frames.send("40");
            assertThat(frames.next()).startsWith("40{");
        }
    }

    @Nested
    class Acks {

        @Test
        void answerTheClientOnce() {
            Frames frames = client.connected();
            frames.send("4212[\"echo\",1,{\"a\":[null]}]", "4213[\"echo\"]");
            assertThat(frames.next()).isEqualTo("4312[1,{\"a\":[null]}]");
            assertThat(frames.next()).isEqualTo("4313[]");
        }

        @Test
        void answerTheServer() {
            Frames frames = client.connected();
            frames.send("42[\"ask me\"]");
            String question = frames.next();
            assertThat(question).matches("42\\d+\\[\"question\",true]");
            frames.send("43" + Frames.ackId(question) + "[\"yes\",2]");
            assertThat(frames.next()).isEqualTo("42[\"you said\",\"yes\",2]");
        }

        @Test
        void thatNeverComeTimeOut() {
            Frames frames = client.connected();
            frames.send("42[\"ask me\"]");
            long id = Frames.ackId(frames.next());
            frames.send("43" + (id + 1) + "[\"to nobody's question\"]");
            assertThat(frames.next()).isEqualTo("42[\"you said nothing\"]");
        }
    }

    @Nested
    class Delivery {

        @Test
        void givesASocketInSeveralRoomsOneCopyAndLeavesOutWhoIsExcepted() {
            Frames both = joined("a", "b");
            Frames excepted = joined("a", "c");
            var audience = new Audience("/", List.of(Target.room("a"), Target.room("b")), List.of(Target.room("c")));

            node.broadcast(audience, "news", "1", false);
            node.broadcast(Audience.of("/", Target.EVERYONE), "last", "2", false);

            assertThat(both.next()).isEqualTo("42[\"news\",\"1\"]");
            assertThat(both.next()).isEqualTo("42[\"last\",\"2\"]");
            assertThat(excepted.next()).isEqualTo("42[\"last\",\"2\"]");
        }

        @Test
        void keepsTheOrderOfOneEmitter() {
            Frames member = joined("order");
            for (int i = 0; i < 500; i++) {
                node.broadcast(Audience.of("/", Target.room("order")), "n", Integer.toString(i), false);
            }
            for (int i = 0; i < 500; i++) assertThat(member.next()).isEqualTo("42[\"n\",\"" + i + "\"]");
        }

        @Test
        void endsWithTheMembership() {
            Frames member = joined("left");
            member.send("421[\"leave\",\"left\"]");
            assertThat(member.next()).isEqualTo("431[true]");
            node.broadcast(Audience.of("/", Target.room("left")), "news", "1", false);
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
    class Binary {

        @Test
        void arrivesAndGoesAsAttachments() {
            Frames frames = client.connected();
            frames.send("451-0[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            frames.send(new byte[] {1, 2, 3});
            assertThat(frames.next()).startsWith("430[{\"_placeholder\":true,\"num\":0}]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"splice\"", "1", "-1", "0.5"})
        void withAPlaceholderThatFitsNoAttachmentEndsTheConnection(String num) {
            Frames frames = client.connected();
            frames.send("451-[\"echo\",{\"_placeholder\":true,\"num\":" + num + "}]");
            frames.send(new byte[] {1});
            assertThat(frames.next()).isEqualTo("closed");
        }

        @Test
        void thatNobodyAwaitsEndsTheConnection() {
            Frames frames = client.connected();
            frames.send(new byte[] {1});
            assertThat(frames.next()).isEqualTo("closed");
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
                    patient.broadcast(Audience.of("/", Target.EVERYONE), "n", i + large, false);
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
                    small.broadcast(Audience.of("/", Target.EVERYONE), "n", large, false);
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
