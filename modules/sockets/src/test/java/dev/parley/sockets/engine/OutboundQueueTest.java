package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EnginePacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two forms in which packets leave: a polling body and WebSocket frames. */
class OutboundQueueTest {

    private static final SessionFormat FORMAT = new SessionFormat(Revision.FOUR, false, null);

    private final OutboundQueue queue = new OutboundQueue();

    private String body(int maxBytes) {
        return new String(FORMAT.body(queue.take(maxBytes)).body(), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyHasOneSeparatorBetweenTwoPacketsAndBase64ForBytes() {
        queue.add(WirePacket.of(new EnginePacket.Noop()));
        queue.add(WirePacket.message("2[\"\u00e9\"]".getBytes(StandardCharsets.UTF_8)));
        queue.add(WirePacket.binary(new byte[] {1, 2, 3, 4}));

        assertThat(body(1_000)).isEqualTo("6\u001e42[\"\u00e9\"]\u001ebAQIDBA==");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aBodyOfOnePacketHasNoSeparator() {
        queue.add(WirePacket.of(new EnginePacket.Close()));
        assertThat(body(1_000)).isEqualTo("1");
    }

    @Test
    void aBodyTakesNoMoreThanItMayButAtLeastOnePacket() {
        for (int i = 0; i < 3; i++) queue.add(WirePacket.message(new byte[] {'2', '[', (byte) ('0' + i), ']'}));

        assertThat(body(11)).isEqualTo("42[0]");
        assertThat(body(1)).isEqualTo("42[1]");
        assertThat(body(12)).isEqualTo("42[2]");
        assertThat(queue.isEmpty()).isTrue();
    }

    /** RFC 6455, section 5.2: the length takes 1, 3 or 9 bytes. */
    @ParameterizedTest
    @CsvSource({"0,82 00", "125,82 7d", "126,82 7e 00 7e", "65535,82 7e ff ff", "65536,82 7f 00 00 00 00 00 01 00 00"})
    void aFrameTellsItsLengthInTheShortestForm(int length, String header) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 7);

        byte[] frame = WirePacket.binary(data).frame();

        int from = header.split(" ").length;
        assertThat(HexFormat.ofDelimiter(" ").formatHex(frame, 0, from)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(frame, from, frame.length)).isEqualTo(data);
    }

    @Test
    void theBytesThatWaitAreThoseOfTheFrames() {
        WirePacket packet = WirePacket.message(new byte[200]);
        queue.add(packet);
        queue.add(packet);
        queue.poll();
        assertThat(queue.bytes()).isEqualTo(packet.frame().length);
    }
}
