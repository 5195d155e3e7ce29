package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Answers, by the ids that each side chooses for itself. */
class AckTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private static TestNode node;
    private static RawClient client;

    private static void react(ClientSocket socket, ClientEvent event) {
        switch (event.name()) {
            case "echo" -> {
                event.ack(event.payload());
                event.ack(RawJson.string("a second answer"));
            }
            case "ask" -> ask(socket, LONG);
            case "ask briefly" -> ask(socket, Duration.ofMillis(1));
            case "ask and go" -> {
                ask(socket, LONG);
                socket.disconnect();
                ask(socket, LONG);
            }
            case "answer when I am gone" -> {
                socket.disconnect();
                event.ack(RawJson.TRUE);
            }
            default -> {}
        }
    }

    private static void ask(ClientSocket socket, Duration within) {
        Future<Payload> answer = socket.ask(within, "question", RawJson.TRUE);
        answer.onSuccess(said -> socket.emit("you said", said)).onFailure(silence -> {
            failures.add(socket.id() + " " + silence.getClass().getSimpleName());
            socket.emit("you said nothing");
        });
    }

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(), Map.of("/", new Scripted(AckTest::react)));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Nested
    class ToTheClient {

        @Test
        void carriesTheIdOfItsEventAndIsGivenOnce() {
            Frames frames = client.connected();
            frames.send("4212[\"echo\",1,{\"a\":[null]}]", "4213[\"echo\"]");
            assertThat(frames.next()).isEqualTo("4312[1,{\"a\":[null]}]");
            assertThat(frames.next()).isEqualTo("4313[]");
        }

        @Test
        void isNotGivenToAnEventThatAsksForNone() {
            Frames frames = client.connected();
            frames.send("42[\"echo\",\"quiet\"]", "420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("430[]");
        }

        @Test
        void isDroppedOnceTheClientHasLeft() {
            Frames frames = client.connected();
            frames.send("420[\"answer when I am gone\"]");
            assertThat(frames.next()).isEqualTo("41");
            frames.send("40");
            assertThat(frames.next()).startsWith("40{");
        }
    }

    @Nested
    class FromTheClient {

        @Test
        void reachesWhoAsked() {
            Frames frames = client.connected();
            frames.send("42[\"ask\"]", "42[\"ask\"]");
            String first = RawClient.ackId(frames.next());
            String second = RawClient.ackId(frames.next());
            frames.send("43" + second + "[\"the second\"]", "43" + first + "[\"the first\",2]");
            assertThat(frames.next()).isEqualTo("42[\"you said\",\"the second\"]");
            assertThat(frames.next()).isEqualTo("42[\"you said\",\"the first\",2]");
        }

        @Test
        void countsOnce() {
            Frames frames = client.connected();
            frames.send("42[\"ask\"]");
            String id = RawClient.ackId(frames.next());
            frames.send("43" + id + "[1]", "43" + id + "[2]", "425[\"echo\"]");
            assertThat(frames.next()).isEqualTo("42[\"you said\",1]");
            assertThat(frames.next()).isEqualTo("435[]");
        }

        @Test
        void isNotWaitedForBeyondItsTime() {
            Frames frames = client.connected();
            frames.send("42[\"ask briefly\"]");
            String id = RawClient.ackId(frames.next());
            assertThat(frames.next()).isEqualTo("42[\"you said nothing\"]");
            frames.send("43" + id + "[\"too late\"]", "425[\"echo\"]");
            assertThat(frames.next()).isEqualTo("435[]");
        }

        @Test
        void isNotWaitedForOnceTheClientIsGone() {
            Frames frames = client.connected();
            frames.send("42[\"ask and go\"]");
            RawClient.ackId(frames.next());
            assertThat(frames.next()).isEqualTo("41");
            Awaitility.await()
                    .atMost(TestNode.PATIENCE)
                    .untilAsserted(() -> assertThat(failures)
                            .containsSubsequence(frames.id + " AckTimeout", frames.id + " AckTimeout"));
        }
    }
}
