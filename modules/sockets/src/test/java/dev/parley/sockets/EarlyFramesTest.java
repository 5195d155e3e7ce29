package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not wait for the answer to their handshake: what they send behind it counts as if they had. */
class EarlyFramesTest {

    private static final String OPEN = "/socket.io/?EIO=4&transport=websocket";
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private static WebSocketWire accepted(String uri, byte[] early) {
        Wire wire = engine.wire().handshake(uri, early);
        assertThat(wire.answer().status()).isEqualTo(101);
        return new WebSocketWire(wire);
    }

    @Test
    void theirMessagesAreHeard() {
        WebSocketWire socket = accepted(OPEN, text("4first"));
        socket.send("4second");
        assertThat(socket.next()).startsWith("0{");
        assertThat(socket.next()).isEqualTo("4first");
        assertThat(socket.next()).isEqualTo("4second");
    }

    @Test
    void theFirstHalfOfAFrameWaitsForTheOther() {
        byte[] frame = text("4cut");
        WebSocketWire socket = accepted(OPEN, Arrays.copyOf(frame, 5));
        socket.wire().send(Arrays.copyOfRange(frame, 5, frame.length));
        assertThat(socket.next()).startsWith("0{");
        assertThat(socket.next()).isEqualTo("4cut");
    }

    @ParameterizedTest
    @ValueSource(ints = {RSV2, RSV3})
    void aFrameThatBreaksTheProtocolIsToldSoByACode(int reserved) {
        WebSocketWire socket = accepted(OPEN, broken(reserved));
        assertThat(socket.next()).startsWith("0{");
        assertThat(socket.next()).isEqualTo("close 1002");
        assertThat(socket.next()).isEqualTo("end");
        assertThat(engine.newest().end()).isEqualTo("transport error");
    }

    @ParameterizedTest
    @ValueSource(ints = {RSV2, RSV3})
    void aSessionThatWasToMoveOverStaysWhereItIs(int reserved) {
        PollingClient client = engine.poll();
        WebSocketWire candidate = accepted(client.uri("websocket"), broken(reserved));
        assertThat(candidate.next()).isEqualTo("close 1002");
        assertThat(candidate.next()).isEqualTo("end");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }

    @Test
    void aSessionMayMoveOverThatWay() {
        PollingClient client = engine.poll();
        WebSocketWire socket = accepted(client.uri("websocket"), text("2probe"));
        assertThat(socket.next()).isEqualTo("3probe");
        socket.send("5", "4on");
        assertThat(socket.next()).isEqualTo("4on");
    }

    private static byte[] broken(int reserved) {
        byte[] frame = text("4x");
        frame[0] |= (byte) reserved;
        return frame;
    }
}
