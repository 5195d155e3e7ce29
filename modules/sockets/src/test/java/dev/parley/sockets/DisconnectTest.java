package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Promise;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How sockets go, and what both sides are told. */
class DisconnectTest {

    private static final Scripted profile = new Scripted((socket, event) -> {
        switch (event.name()) {
            case "throw me out" -> {
                socket.disconnect();
                socket.disconnect();
                socket.emit("unheard");
            }
            case "hang up" -> {
                socket.closeConnection();
                socket.closeConnection();
                socket.emit("unheard");
            }
            default -> event.ack(event.payload());
        }
    });

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = node();
        client = new RawClient(node);
    }

    private static TestNode node() {
        Profile undecided = socket -> Promise.<Admission>promise().future();
        return new TestNode(TestNode.config(), Map.of("/", profile, "/second", profile, "/undecided", undecided));
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    /** Joins a second namespace and returns the id there. */
    private static String second(Frames frames) {
        frames.send("40/second,");
        return RawClient.sid("0" + frames.next().substring("40/second,".length()));
    }

    @Test
    void aClientLeavesOneNamespaceAndKeepsTheOther() {
        Frames frames = client.connected();
        String second = second(frames);
        frames.send("41/second,", "420[\"echo\"]");
        assertThat(frames.next()).isEqualTo("430[]");
        assertThat(profile.reasonOf(second)).isEqualTo("client namespace disconnect");
    }

    @Test
    void theServerPutsAClientOutOfOneNamespace() {
        Frames frames = client.connected();
        String second = second(frames);
        frames.send("42/second,[\"throw me out\"]");
        assertThat(frames.next()).isEqualTo("41/second,");
        assertThat(profile.reasonOf(second)).isEqualTo("server namespace disconnect");
        frames.send("420[\"echo\"]");
        assertThat(frames.next()).isEqualTo("430[]");
    }

    @Test
    void theServerEndsTheConnectionAndSaysSoToEachNamespace() {
        Frames frames = client.connected();
        String second = second(frames);
        frames.send("40/undecided,", "42/second,[\"hang up\"]");
        assertThat(new String[] {frames.next(), frames.next()}).containsExactlyInAnyOrder("41", "41/second,");
        assertThat(frames.next()).isEqualTo("closed");
        assertThat(profile.reasonOf(frames.id)).isEqualTo("server namespace disconnect");
        assertThat(profile.reasonOf(second)).isEqualTo("server namespace disconnect");
    }

    @Test
    void theEndOfAConnectionIsFetchedByTheNextPoll() {
        String session = client.openPolling();
        client.post(session, "40");
        assertThat(client.get(session).body()).startsWith("40{");
        client.post(session, "42[\"hang up\"]");
        assertThat(client.get(session).body()).startsWith("41\u001e").endsWith("1");
        assertThat(client.get(session).body()).contains("Session ID unknown");
    }

    @Test
    void aClientThatGoesLeavesAllNamespaces() {
        Frames frames = client.connected();
        String second = second(frames);
        TestNode.get(frames.webSocket.close());
        assertThat(profile.reasonOf(frames.id)).isEqualTo("transport close");
        assertThat(profile.reasonOf(second)).isEqualTo("transport close");
    }

    @Test
    void aNodeThatGoesSaysNothingSoThatClientsComeBack() {
        try (var going = node();
                var clients = new RawClient(going)) {
            Frames frames = clients.connected();
            going.services.closeAll();
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(profile.reasonOf(frames.id)).isEqualTo("server shutting down");
        }
    }
}
