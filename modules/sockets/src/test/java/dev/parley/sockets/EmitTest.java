package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events from the server to one client. */
class EmitTest {

    private static TestNode node;
    private static RawClient client;

    private static void react(ClientSocket socket, ClientEvent event) {
        switch (event.name()) {
            case "both" -> {
                socket.emitVolatile("volatile", RawJson.TRUE);
                socket.emit("certain", RawJson.TRUE);
            }
            case "emit" -> event.ack(refusal(() -> socket.emit(nameIn(event))));
            case "emitVolatile" -> event.ack(refusal(() -> socket.emitVolatile(nameIn(event))));
            case "ask" -> event.ack(refusal(() -> socket.ask(Duration.ofSeconds(10), nameIn(event))));
            default -> {}
        }
    }

    private static String nameIn(ClientEvent event) {
        return event.arg(0).asString().orElseThrow();
    }

    private static RawJson refusal(Runnable call) {
        try {
            call.run();
            return RawJson.NULL;
        } catch (IllegalArgumentException bug) {
            return RawJson.string(bug.getMessage());
        }
    }

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(), Map.of("/", new Scripted(EmitTest::react)));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    static Stream<String> reserved() {
        return SocketCodec.RESERVED_EVENTS.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void mayNotHaveAReservedName(String name) {
        Frames frames = client.connected();
        for (String way : new String[] {"emit", "emitVolatile", "ask"}) {
            frames.send("421[\"" + way + "\",\"" + name + "\"]");
            assertThat(frames.next()).isEqualTo("431[\"" + name + " is reserved\"]");
        }
    }

    @Test
    void mayBeCalledError() {
        Frames frames = client.connected();
        frames.send("421[\"emit\",\"error\"]");
        assertThat(frames.next()).isEqualTo("42[\"error\"]");
        assertThat(frames.next()).isEqualTo("431[null]");
    }

    @Test
    void arrivesInOrderWhereTheClientKeepsUp() {
        Frames frames = client.connected();
        frames.send("42[\"both\"]");
        assertThat(frames.next()).isEqualTo("42[\"volatile\",true]");
        assertThat(frames.next()).isEqualTo("42[\"certain\",true]");
    }

    @Test
    void isDroppedIfItIsVolatileAndNoPollWaitsForIt() {
        String session = client.openPolling();
        client.post(session, "40");
        assertThat(client.get(session).body()).startsWith("40{");
        client.post(session, "42[\"both\"]");
        assertThat(client.get(session).body()).isEqualTo("42[\"certain\",true]");
    }
}
