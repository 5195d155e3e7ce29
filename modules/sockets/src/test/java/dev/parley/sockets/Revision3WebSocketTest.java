package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.binary;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 3 on a WebSocket: as revision 4, but binary has its type in front. */
class Revision3WebSocketTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final WebSocketWire socket = engine.open("EIO=3");
    private final EchoSession session = engine.newest();

    @Test
    void textIsAPacket() {
        assertThat(socket.send("4hello").next()).isEqualTo("4hello");
        assertThat(session.received).containsExactly("hello");
    }

    @Test
    void bytesHaveTheirTypeInFront() {
        assertThat(socket.send(binary(4, 1, 2, 3)).next()).isEqualTo("<04010203>");
        assertThat(session.received).containsExactly("<010203>");
    }

    @Test
    void base64HasItsTypeInFrontToo() {
        assertThat(socket.send("b4AQIDBA==").next()).isEqualTo("<0401020304>");
    }

    @Test
    void aClientThatTakesNoBytesGetsBase64() {
        assertThat(engine.open("EIO=3&b64=1").send("b4AQIDBA==").next()).isEqualTo("b4AQIDBA==");
    }

    @Test
    void bytesThatAreNoMessageEndTheSession() {
        assertThat(socket.send(binary(2, 1)).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("parse error");
    }

    @Test
    void noBytesAtAllEndTheSession() {
        assertThat(socket.send(binary()).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("parse error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "bAQIDBA==", "b3AQ==", "b"})
    void whatIsNoPacketEndsTheSession(String text) {
        assertThat(socket.send(text).next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("parse error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6", "0{}"})
    void packetsThatMeanNothingHereAreIgnored(String packet) {
        assertThat(socket.send(packet, "4on").next()).isEqualTo("4on");
    }

    @Test
    void theClientsClosePacketClosesAtOnce() {
        assertThat(socket.send("1").next()).isEqualTo("close 1000");
        assertThat(session.end()).isEqualTo("transport close");
    }
}
