package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long a connection may keep the server waiting. */
class RequestDeadlinesTest {

    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final byte[] ONE_BYTE = {'x'};

    private static TestNode node;
    private static RawClient client;

    private final Wire wire = new Wire(node.port());

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(
                Parser.AUTO,
                NEVER,
                NEVER,
                4_000_000,
                NEVER,
                NEVER,
                100_000,
                ClientLimits.none(),
                Duration.ofMillis(1_000)));
        client = RawClient.withNewConnections(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @AfterEach
    void hangUp() {
        wire.close();
    }

    @Test
    void aConnectionThatAsksForNothingIsClosed() {
        assertThat(wire.endsWithoutAWord()).isTrue();
    }

    @Test
    void aConnectionThatAsksForNothingMoreIsClosed() {
        assertThat(wire.request("GET", "/nowhere").answer().status()).isEqualTo(404);
        assertThat(wire.endsWithoutAWord()).isTrue();
    }

    @Test
    void aHeadThatTricklesInIsCutOff() {
        wire.send("GET /nowhere HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
        assertThat(wire.endsWhileSending(ONE_BYTE)).isTrue();
    }

    @Test
    void aBodyThatDoesNotComeIsRefusedAndItsSessionEnds() {
        String uri = client.openPolling();
        wire.beginPost(uri, 1_000, "4");
        assertThat(wire.answer().status()).isEqualTo(408);
        assertThat(wire.endsWithoutAWord()).isTrue();
        assertThat(client.get(uri).body()).contains("Session ID unknown");
    }

    @Test
    void aBodyThatTricklesInIsCutOff() {
        wire.beginPost(client.openPolling(), 1_000_000, "4");
        assertThat(wire.endsWhileSending(ONE_BYTE)).isTrue();
    }

    @Test
    void aBodyThatNobodyWantsIsCutOffToo() {
        wire.beginPost("/nowhere", 1_000_000, "4");
        assertThat(wire.answer().status()).isEqualTo(404);
        assertThat(wire.endsWhileSending(ONE_BYTE)).isTrue();
    }

    @Test
    void aPollMayBeHeldLonger() {
        String uri = client.openPolling();
        wire.request("GET", uri);
        awaitTheDeadlineTwice();
        assertThat(client.post(uri, "1").body()).isEqualTo("ok");
        assertThat(wire.answer().said()).isEqualTo("200 6");
    }

    @Test
    void aWebSocketMayBeSilentLonger() {
        assertThat(wire.handshake(RawClient.WEBSOCKET).answer().status()).isEqualTo(101);
        var socket = new WebSocketWire(wire);
        assertThat(socket.next()).startsWith("0{");
        awaitTheDeadlineTwice();
        socket.send("40");
        assertThat(socket.next()).startsWith("40{");
    }

    /** Those that came later are gone. */
    private static void awaitTheDeadlineTwice() {
        for (int i = 0; i < 2; i++) {
            try (var later = new Wire(node.port())) {
                assertThat(later.endsWithoutAWord()).isTrue();
            }
        }
    }
}
