package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Decoded;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine3.Engine3Body;
import dev.parley.protocol.engine3.Engine3Codec;
import dev.parley.protocol.engine3.Jsonp;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Engine.IO 3: the input as a frame of either kind, as a polling body of either form, and as a form of JSONP. */
class Engine3FuzzTest {

    /** An open packet without a readable handshake gets {@code null}; a length may become longer, and Base64 has 4 for 3. */
    private static final int GROWTH = 12;

    @FuzzTest
    void decode(byte[] input) {
        frame(Engine3Codec.decodeText(input, 0, input.length), input.length);
        frame(Engine3Codec.decodeBinary(input), input.length);
        body(Engine3Codec.decodeTextPayload(input), input.length);
        body(Engine3Codec.decodeBinaryPayload(input), input.length);
        Jsonp.decodeForm(input).ifPresent(payload -> form(payload, input.length));
    }

    private static void frame(Decoded decoded, int length) {
        switch (decoded) {
            case Packet(EnginePacket packet) -> same(List.of(packet), length);
            case Fault(String why) -> assertThat(why).isNotBlank();
        }
    }

    private static void body(Payload payload, int length) {
        assertThat(payload.packets().size()).isLessThanOrEqualTo(Math.min(length, EngineCodec.MAX_PACKETS));
        if (payload.fault() != null) assertThat(payload.fault().why()).isNotBlank();
        if (!payload.packets().isEmpty()) same(payload.packets(), length);
    }

    /** Both forms of a body carry the packets, and are not much longer than what they came from. */
    private static void same(List<EnginePacket> packets, int length) {
        var body = new Engine3Body();
        for (EnginePacket packet : packets) {
            if (packet instanceof EnginePacket.Binary(byte[] data)) {
                body.binary(data, 0, data.length);
            } else {
                byte[] text = EngineCodec.encodeText(packet);
                body.text(text, 0, text.length);
            }
        }
        int limit = 2 * length + GROWTH * packets.size();
        assertThat(body.toText().length).isLessThanOrEqualTo(limit);
        assertThat(body.toBinary().length).isLessThanOrEqualTo(limit);
        for (Payload again : List.of(
                Engine3Codec.decodeTextPayload(body.toText()), Engine3Codec.decodeBinaryPayload(body.toBinary()))) {
            assertThat(again.fault()).isNull();
            assertThat(Shown.packets(again.packets())).isEqualTo(Shown.packets(packets));
        }
    }

    private static void form(byte[] payload, int length) {
        assertThat(payload.length).isLessThanOrEqualTo(length);
        assertThat(Utf8.valid(payload, 0, payload.length)).isTrue();
        body(Engine3Codec.decodeTextPayload(payload), length);
        byte[] script = Jsonp.encode("7", payload);
        int from = "___eio[7](".length();
        byte[] literal = Arrays.copyOfRange(script, from, script.length - ");".length());
        JsonOracle.accepts(literal, 0);
        if (!(RawJson.check(literal, 0, literal.length, 0) instanceof RawJson.Valid(RawJson value)))
            throw new AssertionError();
        assertThat(value.asString()).contains(new String(payload, StandardCharsets.UTF_8));
    }
}
