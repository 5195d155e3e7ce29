package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.frame;
import static dev.parley.sockets.WebSocketWire.ping;
import static dev.parley.sockets.WebSocketWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages in several frames, and how large they may be; how much may wait for a client. */
class WebSocketLimitTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final WebSocketWire socket = engine.open();
    private final EchoSession session = engine.newest();

    @Test
    void aMessageMayComeInSeveralFrames() {
        socket.send(frame(false, 1, bytes("4on")), frame(false, 0, bytes("")), frame(true, 0, bytes("ce")));
        assertThat(socket.next()).isEqualTo("4once");

        socket.send(frame(false, 2, new byte[] {1}), frame(true, 0, new byte[] {2}));
        assertThat(socket.next()).isEqualTo("<0102>");
    }

    @Test
    void aPingMayComeBetweenTheFramesOfAMessage() {
        socket.send(frame(false, 1, bytes("4on")), ping("there?"), frame(true, 0, bytes("ce")));
        assertThat(socket.next()).isEqualTo("pong there?");
        assertThat(socket.next()).isEqualTo("4once");
    }

    @Test
    void aCharacterMayBeCutByAFrame() {
        byte[] text = bytes("4\u00e9");
        socket.send(frame(false, 1, new byte[] {text[0], text[1]}), frame(true, 0, new byte[] {text[2]}));
        assertThat(socket.next()).isEqualTo("4\u00e9");
    }

    @Test
    void aMessageMayBeAsLargeAsTheHandshakeSaid() {
        String text = "4" + "x".repeat(99_999);
        assertThat(socket.send(text).next()).isEqualTo(text);

        socket.send(frame(false, 1, bytes(text.substring(0, 60_000))), frame(true, 0, bytes(text.substring(60_000))));
        assertThat(socket.next()).isEqualTo(text);
    }

    @Test
    void aLargerFrameIsToldSoByACode() {
        socket.send("4" + "x".repeat(100_000));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(session.end()).isEqualTo("transport error");
        assertThat(session.received).isEmpty();
    }

    @Test
    void aLargerMessageInFramesIsToldSoByACode() {
        socket.send(frame(false, 2, new byte[60_000]), frame(false, 0, new byte[60_000]));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(session.end()).isEqualTo("transport error");
    }

    @Test
    void aMessageInTooManyFramesIsTooLarge() {
        byte[][] frames = IntStream.range(0, 1_025)
                .mapToObj(i -> frame(false, i == 0 ? 1 : 0, new byte[0]))
                .toArray(byte[][]::new);
        socket.send(frames);
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(session.end()).isEqualTo("transport error");
    }

    @Test
    void aFrameThatBreaksTheProtocolOfWebSocketsIsToldSoByACode() {
        byte[] unmasked = {(byte) 0x81, 2, '4', 'x'};
        socket.wire().send(unmasked);
        assertThat(socket.next()).isEqualTo("close 1002");
        assertThat(session.end()).isEqualTo("transport error");
    }

    @Test
    void aFrameThatContinuesNothingIsToldSoByACode() {
        socket.send(frame(true, 0, bytes("4x")));
        assertThat(socket.next()).isEqualTo("close 1002");
    }

    @Test
    void aClientThatStopsReadingGetsEverythingWhenItGoesOn() {
        String text = "x".repeat(50_000);
        int sent = 0;
        // Until the network takes no more, and then some that wait here.
        for (; session.keepsUp(); sent++) session.push(sent + text);
        for (int more = 0; more < 20; more++, sent++) session.push(sent + text);

        for (int i = 0; i < sent; i++) assertThat(socket.next()).isEqualTo("4" + i + text);
        Patience.until(session::keepsUp);
        assertThat(session.isOver()).isFalse();
    }

    @Test
    void aClientForWhichTooMuchWaitsIsGivenUp() {
        byte[] data = new byte[1_000_000];
        while (!session.isOver()) session.push(data);
        assertThat(session.end()).isEqualTo("transport error");
        // And its connection ends, although it does not read what is on its way.
        assertThat(socket.wire().endsWhileSending(text("4deaf"))).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
