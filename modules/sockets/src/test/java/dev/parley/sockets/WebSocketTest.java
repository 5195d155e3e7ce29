package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.binary;
import static dev.parley.sockets.WebSocketWire.text;
import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static dev.parley.sockets.engine.CloseReason.SERVER_SHUTTING_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of revision 4 on a WebSocket, and how it ends. */
class WebSocketTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final WebSocketWire socket = engine.open();
    private final EchoSession session = engine.newest();

    @Test
    void aFrameIsOnePacketBothWays() {
        socket.send(text("4a \u00e9\ud83d\ude00"), text("4"), binary(1, 2, 3), binary());

        assertThat(socket.next()).isEqualTo("4a \u00e9\ud83d\ude00");
        assertThat(socket.next()).isEqualTo("4");
        assertThat(socket.next()).isEqualTo("<010203>");
        assertThat(socket.next()).isEqualTo("<>");
        assertThat(session.received).containsExactly("a \u00e9\ud83d\ude00", "", "<010203>", "<>");
    }

    @Test
    void textThatBeginsWithBIsABinaryMessage() {
        assertThat(socket.send("bAQIDBA==").next()).isEqualTo("<01020304>");
    }

    @Test
    void aClientThatTakesNoBytesGetsBase64() {
        WebSocketWire asked = engine.open("EIO=4&b64=1");
        assertThat(asked.send("bAQIDBA==").next()).isEqualTo("bAQIDBA==");
        assertThat(asked.send(binary(1, 2)).next()).isEqualTo("bAQI=");
        assertThat(asked.send("4text").next()).isEqualTo("4text");
    }

    @Test
    void aClientMayDenyThatItTakesNoBytes() {
        WebSocketWire denied = engine.open("EIO=4&b64=");
        assertThat(denied.send(binary(1, 2)).next()).isEqualTo("<0102>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6", "0", "0{}", "0no json", "3", "3probe"})
    void packetsThatMeanNothingHereAreIgnored(String packet) {
        assertThat(socket.send(packet, "4on").next()).isEqualTo("4on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void aPingIsNotTheClientsToSend(String ping) {
        assertThat(socket.send(ping).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "abc", "bnot base64!", "\u00e9"})
    void whatIsNoPacketEndsTheSession(String text) {
        assertThat(socket.send(text).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("parse error");
    }

    @Test
    void aMessageThatIsNotUtf8EndsTheSession() {
        socket.send(WebSocketWire.frame(true, 1, new byte[] {'4', (byte) 0xc3}));
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("parse error");
    }

    @Test
    void whatFollowsABadPacketIsNotTaken() {
        socket.send(text("4before"), text("7"), text("4after"));
        assertThat(session.end()).isEqualTo("parse error");
        assertThat(session.received).containsExactly("before");
    }

    @Test
    void theClientsClosePacketClosesAtOnce() {
        assertThat(socket.send("1").next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("transport close");
    }

    @Test
    void theClientsCloseFrameIsAnswered() {
        assertThat(socket.send(WebSocketWire.close(1001)).next()).isEqualTo("close 1001");
        assertThat(socket.next()).isEqualTo("end");
        assertThat(session.end()).isEqualTo("transport close");
    }

    @Test
    void aConnectionThatEndsWithoutACloseFrameIsClosedByTheClient() {
        socket.wire().close();
        assertThat(session.end()).isEqualTo("transport close");
    }

    @Test
    void aConnectionThatBreaksIsAnError() {
        socket.wire().reset();
        assertThat(session.end()).isEqualTo("transport error");
    }

    @Test
    void whatWasSentBeforeTheServerClosedStillArrives() {
        session.turn(() -> {
            session.send("much ".repeat(500_000));
            session.send("last");
            session.engine.close(FORCED_CLOSE);
            session.send("too late");
        });

        assertThat(socket.next()).hasSize(2_500_001);
        assertThat(socket.next()).isEqualTo("4last");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(socket.end()).isEqualTo("end");
        assertThat(session.end()).isEqualTo("forced close");
    }

    @Test
    void aServerThatShutsDownEndsTheConnectionWithoutACloseFrame() {
        session.turn(() -> {
            session.send("much ".repeat(500_000));
            session.send("last");
            session.engine.close(SERVER_SHUTTING_DOWN);
        });
        assertThat(socket.next()).hasSize(2_500_001);
        assertThat(socket.next()).isEqualTo("4last");
        assertThat(socket.next()).isEqualTo("end");
    }

    /** What inflates has no limit. */
    @Test
    void compressionIsNotAgreedOn() {
        Wire.Answer answer = engine.wire()
                .handshake("/socket.io/?EIO=4&transport=websocket", "Sec-WebSocket-Extensions: permessage-deflate")
                .answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("sec-websocket-extensions")).isNull();
    }

    @Test
    void aPingOfTheWebSocketIsAnswered() {
        assertThat(socket.send(WebSocketWire.ping("there?")).next()).isEqualTo("pong there?");
    }
}
