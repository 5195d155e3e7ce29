package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Decoded;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Engine.IO 4: the input as a frame and as a polling body. */
class EngineFuzzTest {

    /** An open packet without a readable handshake gets this one. */
    private static final int NO_HANDSHAKE = "null".length();

    @FuzzTest
    void decode(byte[] input) {
        frame(input);
        body(input);
    }

    private static void frame(byte[] input) {
        Decoded decoded = EngineCodec.decodeText(input, 0, input.length);
        byte[] framed = new byte[input.length + 2];
        System.arraycopy(input, 0, framed, 1, input.length);
        assertThat(Shown.decoded(EngineCodec.decodeText(framed, 1, framed.length - 1)))
                .isEqualTo(Shown.decoded(decoded));
        switch (decoded) {
            case Packet(EnginePacket packet) -> {
                byte[] text = EngineCodec.encodeText(packet);
                assertThat(text.length).isLessThanOrEqualTo(input.length + NO_HANDSHAKE);
                assertThat(Shown.decoded(EngineCodec.decodeText(text, 0, text.length)))
                        .isEqualTo(Shown.packet(packet));
            }
            case Fault(String why) -> assertThat(why).isNotBlank();
        }
    }

    private static void body(byte[] input) {
        Payload payload = EngineCodec.decodePayload(input);
        List<byte[]> elements = Split.at(input, EngineCodec.SEPARATOR);
        List<EnginePacket> packets = payload.packets();
        assertThat(packets.size()).isLessThanOrEqualTo(EngineCodec.MAX_PACKETS);
        if (payload.fault() == null) {
            assertThat(packets).hasSameSizeAs(elements);
        } else {
            assertThat(packets).hasSizeLessThan(elements.size());
        }
        var again = new ByteArrayOutputStream();
        for (int i = 0; i < packets.size(); i++) {
            byte[] element = elements.get(i);
            assertThat(Shown.decoded(EngineCodec.decodeText(element, 0, element.length)))
                    .isEqualTo(Shown.packet(packets.get(i)));
            if (i > 0) again.write(EngineCodec.SEPARATOR);
            again.writeBytes(EngineCodec.encodeText(packets.get(i)));
        }
        if (packets.isEmpty()) return;
        Payload same = EngineCodec.decodePayload(again.toByteArray());
        assertThat(same.fault()).isNull();
        assertThat(Shown.packets(same.packets())).isEqualTo(Shown.packets(packets));
    }
}
