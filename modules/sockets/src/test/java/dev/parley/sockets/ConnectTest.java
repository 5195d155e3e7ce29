package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From CONNECT to its answer. */
class ConnectTest {

    /** A client that waits for its profile's decision. */
    private record Waiting(ClientSocket socket, Promise<Admission> decision) {

        void admit() {
            decision.complete(profile.connect(socket).result());
        }
    }

    private static final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private static final Scripted profile = new Scripted((socket, event) -> {
        switch (event.name()) {
            case "auth" -> event.ack(socket.auth().orElse(RawJson.NULL));
            case "namespace" -> event.ack(RawJson.string(socket.namespace()));
            default -> event.ack(event.payload());
        }
    });

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(
                TestNode.config(),
                Map.of(
                        "/",
                        profile,
                        "/second",
                        profile,
                        "/slow",
                        ConnectTest::slow,
                        "/broken",
                        socket -> Future.failedFuture(new IllegalStateException("a bug, made by a test")),
                        "/bare",
                        refusing(new Admission.Refused("no", null)),
                        "/telling",
                        refusing(new Admission.Refused("no", RawJson.EMPTY_OBJECT))));
        client = new RawClient(node);
    }

    private static Future<Admission> slow(ClientSocket socket) {
        Promise<Admission> decision = Promise.promise();
        waiting.add(new Waiting(socket, decision));
        return decision.future();
    }

    private static Profile refusing(Admission.Refused refusal) {
        return socket -> Future.succeededFuture(refusal);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Nested
    class IsGranted {

        @Test
        void withAnIdThatIsNotTheSessionsSecret() {
            String session = client.openPolling();
            client.post(session, "40");
            String reply = client.get(session).body();
            assertThat(reply).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            assertThat(session).doesNotContain(RawClient.sid(reply.substring(1)));
        }

        @Test
        void toSeveralNamespacesOverOneConnection() {
            Frames frames = client.connected();
            frames.send("40/second,");
            assertThat(frames.next()).matches("40/second,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            frames.send("42/second,7[\"namespace\"]", "420[\"namespace\"]");
            assertThat(frames.next()).isEqualTo("43/second,7[\"/second\"]");
            assertThat(frames.next()).isEqualTo("430[\"/\"]");
        }

        @Test
        void withWhatTheClientSentAlong() {
            Frames frames = client.connected();
            frames.send("40/second,{\"token\":\"1\"}");
            assertThat(frames.next()).startsWith("40/second,{");
            frames.send("42/second,7[\"auth\"]", "420[\"auth\"]");
            assertThat(frames.next()).isEqualTo("43/second,7[{\"token\":\"1\"}]");
            assertThat(frames.next()).isEqualTo("430[null]");
        }

        @Test
        void againAfterLeavingUnderANewId() {
            Frames frames = client.connected();
            frames.send("41", "40");
            assertThat(RawClient.sid(frames.next().substring(1))).isNotEqualTo(frames.id);
        }
    }

    @Nested
    class IsRefused {

        @Test
        void withTheProfilesReasonAndTheConnectionStays() {
            Frames frames = client.connected();
            frames.send("40/bare,", "40/telling,");
            assertThat(frames.next()).isEqualTo("44/bare,{\"message\":\"no\"}");
            assertThat(frames.next()).isEqualTo("44/telling,{\"message\":\"no\",\"data\":{}}");
            frames.send("420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("430[]");
        }

        @Test
        void andMayBeAskedForAgain() {
            Frames frames = client.connected();
            frames.send("40/bare,", "40/bare,");
            assertThat(frames.next()).startsWith("44/bare,");
            assertThat(frames.next()).startsWith("44/bare,");
        }

        @Test
        void withoutTellingWhyAProfileIsBroken() {
            Frames frames = client.connected();
            frames.send("40/broken,");
            assertThat(frames.next())
                    .isEqualTo("44/broken,{\"message\":\"Internal error\",\"data\":{\"code\":\"internal_error\"}}");
        }
    }

    @Nested
    class IsDecidedLater {

        @Test
        void whileOtherNamespacesGoOn() {
            Frames frames = client.connected();
            frames.send("40/slow,", "420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("430[]");
            oldest().admit();
            assertThat(frames.next()).startsWith("40/slow,{\"sid\":");
        }

        @Test
        void andMeansNothingOnceTheClientHasLeft() {
            Frames frames = client.connected();
            frames.send("40/slow,", "41/slow,", "40/slow,");
            Waiting left = oldest();
            Waiting current = oldest();
            left.decision.complete(new Admission.Refused("too late", null));
            current.admit();
            assertThat(frames.next()).startsWith("40/slow,{\"sid\":");
        }

        private static Waiting oldest() {
            return await().atMost(TestNode.PATIENCE).until(waiting::poll, client -> client != null);
        }
    }
}
