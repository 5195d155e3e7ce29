package dev.parley.sockets;

import static dev.parley.sockets.RawClient.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long a connection may be in no namespace at all. */
class ConnectTimeoutTest {

    private static final Duration NEVER = Duration.ofMinutes(5);

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(Parser.AUTO, NEVER, NEVER, 4_000_000, Duration.ofMillis(1500), NEVER));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static Frames opened() {
        Frames frames = client.webSocket(WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        return frames;
    }

    @Test
    void endsAConnectionThatAsksForNothing() {
        assertThat(opened().next()).isEqualTo("closed");
    }

    @Test
    void isNotHeldUpByARefusal() {
        Frames frames = opened();
        frames.send("40/second,{\"deny\":\"not you\"}");
        assertThat(frames.next()).startsWith("44/second,");
        assertThat(frames.next()).isEqualTo("closed");
    }

    @Test
    void isOverWithTheFirstNamespaceForGood() {
        Frames joined = client.connected();
        Frames left = client.connected();
        left.send("41");

        assertThat(opened().next()).as("one that came later").isEqualTo("closed");

        joined.send("420[\"echo\"]");
        assertThat(joined.next()).isEqualTo("430[]");
        left.send("40");
        assertThat(left.next()).startsWith("40{");
    }
}
