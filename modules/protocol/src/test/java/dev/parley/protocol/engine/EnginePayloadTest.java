package dev.parley.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePayloadTest {

    @Test
    void packetsComeInOrder() {
        Payload payload = payload("4hello|2|4world|bAQID|3probe");

        assertThat(payload.fault()).isNull();
        assertThat(payload.packets())
                .extracting(Shown::packet)
                .containsExactly(
                        "message hello", "Ping[probe=false]", "message world", "binary 010203", "Pong[probe=true]");
    }

    @Test
    void onePacketNeedsNoSeparator() {
        assertThat(payload("1")).isEqualTo(new Payload(List.of(new EnginePacket.Close()), null));
    }

    @Test
    void anEmptyBodyIsAFault() {
        assertThat(payload("")).isEqualTo(new Payload(List.of(), new Fault("empty packet")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2||4lost", "2|", "2||"})
    void anEmptyElementIsAFaultBehindWhatCameBefore(String body) {
        assertThat(payload(body))
                .isEqualTo(new Payload(List.of(new EnginePacket.Ping(false)), new Fault("empty packet")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "|2", "abc", "7|2", "9", "b?|2"})
    void aBadBodyHasAFault(String body) {
        assertThat(payload(body).fault()).isNotNull();
    }

    @Test
    void whatIsBehindABadPacketIsLost() {
        Payload payload = payload("4a|4b|x|4c");

        assertThat(payload.packets()).extracting(Shown::packet).containsExactly("message a", "message b");
        assertThat(payload.fault()).isEqualTo(new Fault("unknown packet type"));
    }

    @Test
    void malformedUtf8IsAFaultInItsOwnElement() {
        byte[] body = {'4', 'a', 0x1e, '4', (byte) 0xc3, 0x1e, '4', 'b'};
        Payload payload = EngineCodec.decodePayload(body);

        assertThat(payload.packets()).extracting(Shown::packet).containsExactly("message a");
        assertThat(payload.fault()).isEqualTo(new Fault("message is not UTF-8"));
    }

    @Test
    void theNumberOfPacketsIsCapped() {
        byte[] full = pings(EngineCodec.MAX_PACKETS);
        byte[] over = pings(500_000);

        assertThat(EngineCodec.decodePayload(full).fault()).isNull();
        assertThat(EngineCodec.decodePayload(full).packets()).hasSize(EngineCodec.MAX_PACKETS);
        assertThat(EngineCodec.decodePayload(over).fault()).isEqualTo(new Fault("too many packets"));
        assertThat(EngineCodec.decodePayload(over).packets()).hasSize(EngineCodec.MAX_PACKETS);
    }

    @Test
    void aMegabyteOfSeparatorsIsOneFault() {
        byte[] body = new byte[1_000_000];
        Arrays.fill(body, EngineCodec.SEPARATOR);

        assertThat(EngineCodec.decodePayload(body)).isEqualTo(new Payload(List.of(), new Fault("empty packet")));
    }

    private static byte[] pings(int count) {
        return utf8("2\u001e".repeat(count - 1) + "2");
    }

    private static Payload payload(String body) {
        return EngineCodec.decodePayload(utf8(body.replace('|', '\u001e')));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
