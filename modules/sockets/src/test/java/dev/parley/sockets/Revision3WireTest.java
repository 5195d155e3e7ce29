package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of Socket.IO 1 and 2 (protocol revision 4) at the wire, over a WebSocket of Engine.IO 3. */
class Revision3WireTest {

    private static final String OLD = "/socket.io/?EIO=3&transport=websocket";
    private static final Duration NEVER = Duration.ofMinutes(5);

    private static final Scripted profile = new Scripted((socket, event) -> {
        switch (event.name()) {
            case "auth" -> event.ack(socket.auth().orElse(RawJson.NULL));
            case "id" -> event.ack(RawJson.string(socket.id()));
            case "ask" -> socket.ask(NEVER, "question").onSuccess(said -> socket.emit("you said", said));
            case "throw me out" -> socket.disconnect();
            default -> event.ack(event.payload());
        }
    });

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = node(
                Duration.ofSeconds(10),
                Map.of(
                        "/",
                        profile,
                        "/admin",
                        profile,
                        "/deny",
                        refusing(new Admission.Refused("denied", null)),
                        "/tell",
                        refusing(new Admission.Refused("denied", RawJson.EMPTY_OBJECT))));
        client = new RawClient(node);
    }

    private static TestNode node(Duration connectTimeout, Map<String, Profile> namespaces) {
        return new TestNode(TestNode.config(Parser.AUTO, NEVER, NEVER, 4_000_000, connectTimeout, NEVER), namespaces);
    }

    private static Profile refusing(Admission.Refused refusal) {
        return socket -> Future.succeededFuture(refusal);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    /** Open and, as the server sees it, in {@code /}. Its {@code id} is the session's. */
    private static Frames opened(RawClient client) {
        Frames frames = client.webSocket(OLD);
        String open = frames.next();
        assertThat(open).startsWith("0{");
        frames.id = RawClient.sid(open);
        return frames;
    }

    private static Frames joined() {
        Frames frames = opened(client);
        assertThat(frames.next()).isEqualTo("40");
        return frames;
    }

    @Nested
    class Connecting {

        @Test
        void toTheRootNeedsNoAsking() {
            Frames frames = joined();
            frames.send("420[\"echo\",1]");
            assertThat(frames.next()).isEqualTo("430[1]");
        }

        @Test
        void toTheRootOnceMoreEndsTheConnection() {
            Frames frames = joined();
            frames.send("40");
            assertThat(frames.next()).isEqualTo("closed");
        }

        @Test
        void elsewhereIsAnsweredWithoutTheQueryWhichIsTheAuth() {
            Frames frames = joined();
            frames.send("40/admin?token=1&b=2,");
            assertThat(frames.next()).isEqualTo("40/admin,");
            frames.send("42/admin,0[\"auth\"]", "421[\"auth\"]");
            assertThat(frames.next()).isEqualTo("43/admin,0[{\"token\":\"1\",\"b\":\"2\"}]");
            assertThat(frames.next()).isEqualTo("431[null]");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        40/deny,     | 44/deny,"denied"
                        40/tell,     | 44/tell,{}
                        40/nope?a=1, | 44/nope,{"message":"Invalid namespace"}
                        """)
        void isRefusedAndTheConnectionStays(String wish, String refusal) {
            Frames frames = joined();
            frames.send(wish);
            assertThat(frames.next()).isEqualTo(refusal);
            frames.send("420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("430[]");
        }

        @Test
        void toARootThatRefusesEndsInTheConnectTimeout() {
            var refusing = refusing(new Admission.Refused("not you", null));
            try (var strict = node(Duration.ofMillis(1500), Map.of("/", refusing));
                    var clients = new RawClient(strict)) {
                Frames frames = opened(clients);
                assertThat(frames.next()).isEqualTo("44\"not you\"");
                assertThat(frames.next()).isEqualTo("closed");
            }
        }
    }

    @Nested
    class Talking {

        @Test
        void carriesBytes() {
            Frames frames = joined();
            frames.send("451-0[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            frames.send(new byte[] {4, 1, 2, 3});
            assertThat(frames.next()).isEqualTo("461-0[{\"_placeholder\":true,\"num\":0}]");
            assertThat(frames.next()).as("with Engine.IO 3's type byte").isEqualTo("<04010203>");
        }

        @Test
        void includesAnswersToTheServer() {
            Frames frames = joined();
            frames.send("42[\"ask\"]");
            frames.send("43" + RawClient.ackId(frames.next()) + "[\"yes\"]");
            assertThat(frames.next()).isEqualTo("42[\"you said\",\"yes\"]");
        }

        @Test
        void endsWithADisconnect() {
            Frames frames = joined();
            frames.send("42[\"throw me out\"]");
            assertThat(frames.next()).isEqualTo("41");
        }
    }

    @Nested
    class TheId {

        @Test
        void thatOthersSeeIsNotTheSessionsSecret() {
            Frames frames = joined();
            frames.send("420[\"id\"]");
            assertThat(frames.next()).startsWith("430[\"").doesNotContain(frames.id);
        }

        @Test
        void thatTheClientAssumesReachesItToo() {
            Frames frames = joined();
            frames.send("40/admin,");
            assertThat(frames.next()).isEqualTo("40/admin,");
            deliver("/", frames.id);
            deliver("/admin", "/admin#" + frames.id);
            assertThat(frames.next()).isEqualTo("42[\"to you\"]");
            assertThat(frames.next()).isEqualTo("42/admin,[\"to you\"]");
        }

        @Test
        void thatTheClientAssumesReachesNobodyOnceItHasLeft() {
            Frames frames = joined();
            frames.send("40/admin,");
            assertThat(frames.next()).isEqualTo("40/admin,");
            frames.send("41", "42/admin,0[\"echo\"]");
            assertThat(frames.next()).isEqualTo("43/admin,0[]");
            deliver("/", frames.id);
            deliver("/admin", "/admin#" + frames.id);
            assertThat(frames.next()).isEqualTo("42/admin,[\"to you\"]");
        }

        private static void deliver(String namespace, String id) {
            RawJson args = JsonWriter.build(w -> w.beginArray().string("to you").endArray());
            EncodedPacket packet = EncodedPacket.of(new SocketPacket.Event(namespace, null, args, List.of()));
            for (SocketLoop loop : node.services.loops()) {
                loop.deliver(Audience.of(new AppNamespace("default", namespace), Target.socket(id)), packet, false);
            }
        }
    }
}
