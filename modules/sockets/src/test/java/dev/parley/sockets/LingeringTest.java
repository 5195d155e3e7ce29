package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that send far more than they may, and read only then: they must find out why it was too much. */
class LingeringTest {

    private static final int FAR_TOO_MUCH = 5_000_000;

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @RepeatedTest(20)
    void aPostIsToldSo() {
        PollingClient client = engine.poll();
        assertThat(client.post(new byte[FAR_TOO_MUCH]).said()).isEqualTo("413 ");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }

    @RepeatedTest(20)
    void aFrameIsToldSo() {
        WebSocketWire socket = engine.open().send(frame(true, 2, new byte[FAR_TOO_MUCH]));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(socket.next()).isEqualTo("end");
        assertThat(engine.newest().end()).isEqualTo("transport error");
    }

    @RepeatedTest(20)
    void aMessageInFramesIsToldSo() {
        WebSocketWire socket = engine.open().send(frame(false, 2, new byte[60_000]));
        byte[] more = frame(false, 0, new byte[60_000]);
        for (int sent = 0; sent < FAR_TOO_MUCH; sent += more.length) socket.send(more);
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(socket.next()).isEqualTo("end");
    }

    @Test
    void thePostThatNeverEndsIsCutOff() {
        PollingClient client = engine.poll();
        Wire wire = client.beginPost(Integer.MAX_VALUE, "4");
        assertThat(wire.endsWhileSending(new byte[50_000])).isTrue();
    }

    @Test
    void theWebSocketThatNeverEndsIsCutOff() {
        WebSocketWire socket = engine.open().send("4" + "x".repeat(100_000));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(socket.wire().endsWhileSending(frame(true, 2, new byte[50_000])))
                .isTrue();
    }
}
