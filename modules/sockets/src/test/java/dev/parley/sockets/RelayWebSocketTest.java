package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static dev.parley.sockets.engine.CloseReason.SERVER_SHUTTING_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session on a WebSocket of a node which does not have it. */
class RelayWebSocketTest {

    @RegisterExtension
    static final EnginePair nodes = new EnginePair();

    private WebSocketWire socket;
    private EchoSession session;

    @BeforeEach
    void open() {
        PollingClient client = nodes.poll("EIO=4").through(nodes.front());
        session = client.session();
        socket = client.upgrade();
        assertThat(socket.send("4moved").next()).isEqualTo("4moved");
    }

    @Test
    void manyMessagesKeepTheirOrderBothWays() {
        String[] texts = IntStream.range(0, 500).mapToObj(i -> "4" + i).toArray(String[]::new);
        socket.send(texts);
        for (String text : texts) assertThat(socket.next()).isEqualTo(text);
    }

    @Test
    void aMessageThatIsTooLargeIsToldSoByACode() {
        socket.send("4" + "x".repeat(100_000));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(socket.next()).isEqualTo("end");
        assertThat(session.end()).isEqualTo("transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "7", ""})
    void whatIsNoPacketEndsTheSession(String text) {
        assertThat(socket.send(text).next()).isEqualTo("close 1000");
        assertThat(session.end()).isIn("parse error", "transport error");
    }

    @Test
    void theClientMayClose() {
        assertThat(socket.send(WebSocketWire.close(1000)).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("transport close");
    }

    @Test
    void theClientsClosePacketClosesAtOnce() {
        assertThat(socket.send("1").next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("transport close");
    }

    @Test
    void aConnectionThatEndsIsClosedAndOneThatBreaksIsAnError() {
        socket.wire().close();
        assertThat(session.end()).isEqualTo("transport close");

        open();
        socket.wire().reset();
        assertThat(session.end()).isEqualTo("transport error");
    }

    @Test
    void whatWasSentBeforeTheServerClosedStillArrives() {
        session.turn(() -> {
            session.send("x".repeat(500_000));
            session.send("last");
            session.engine.close(FORCED_CLOSE);
        });
        assertThat(socket.next()).hasSize(500_001);
        assertThat(socket.next()).isEqualTo("4last");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(socket.end()).isEqualTo("end");
    }

    @Test
    void aServerThatShutsDownEndsTheConnectionWithoutACloseFrame() {
        session.turn(() -> {
            session.send("x".repeat(500_000));
            session.send("last");
            session.engine.close(SERVER_SHUTTING_DOWN);
        });
        assertThat(socket.next()).hasSize(500_001);
        assertThat(socket.next()).isEqualTo("4last");
        assertThat(socket.next()).isEqualTo("end");
    }

    @Test
    void aClientThatStopsReadingGetsEverythingWhenItGoesOn() {
        String text = "x".repeat(50_000);
        int sent = 0;
        // Until the network between the two nodes and to the client takes no more, and then some that wait at the
        // owner.
        for (; session.keepsUp(); sent++) session.push(sent + text);
        for (int more = 0; more < 20; more++, sent++) session.push(sent + text);

        for (int i = 0; i < sent; i++) assertThat(socket.next()).isEqualTo("4" + i + text);
        Patience.until(session::keepsUp);
    }

    @Test
    void aClientForWhichTooMuchWaitsIsGivenUp() {
        byte[] data = new byte[1_000_000];
        while (!session.isOver()) session.push(data);
        assertThat(session.end()).isEqualTo("transport error");
    }
}
