package dev.parley.protocol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.JsonTexts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;

class EngineCodecPropertyTest {

    @Property
    void everyPacketComesBackFromItsText(@ForAll("packets") EnginePacket packet) {
        byte[] text = EngineCodec.encodeText(packet);

        assertThat(Shown.decoded(EngineCodec.decodeText(text, 0, text.length))).isEqualTo(Shown.packet(packet));
    }

    @Property
    void everyPayloadComesBackFromItsBody(@ForAll @NotEmpty List<@From("packets") EnginePacket> packets) {
        var body = new ByteArrayOutputStream();
        for (EnginePacket packet : packets) {
            if (body.size() > 0) body.write(EngineCodec.SEPARATOR);
            body.writeBytes(EngineCodec.encodeText(packet));
        }
        Payload payload = EngineCodec.decodePayload(body.toByteArray());

        assertThat(payload.fault()).isNull();
        assertThat(payload.packets().stream().map(Shown::packet))
                .containsExactlyElementsOf(packets.stream().map(Shown::packet).toList());
    }

    @Property
    void anyBytesAreAPacketOrANamedFault(@ForAll("hostile") byte[] bytes) {
        switch (EngineCodec.decodeText(bytes, 0, bytes.length)) {
            case Packet(EnginePacket packet) ->
                assertThat(EngineCodec.encodeText(packet)).isNotEmpty();
            case Fault(String why) -> assertThat(why).isNotBlank();
        }
    }

    @Property
    void anyBodyIsItsPacketsUpToTheFirstFault(@ForAll("hostile") byte[] body) {
        Payload payload = EngineCodec.decodePayload(body);
        long elements = 1
                + new String(body, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == 0x1e)
                        .count();

        if (payload.fault() == null) {
            assertThat(payload.packets()).hasSize((int) elements);
        } else {
            assertThat(payload.packets()).hasSizeLessThan((int) elements);
        }
    }

    @Provide
    Arbitrary<EnginePacket> packets() {
        return Arbitraries.oneOf(
                JsonTexts.values().map(json -> new EnginePacket.Open(Json.of(json))),
                Arbitraries.of(true, false).map(EnginePacket.Ping::new),
                Arbitraries.of(true, false).map(EnginePacket.Pong::new),
                Arbitraries.strings()
                        .map(text ->
                                text.replace((char) EngineCodec.SEPARATOR, '.').getBytes(StandardCharsets.UTF_8))
                        .map(EnginePacket.Message::of),
                Arbitraries.bytes().array(byte[].class).map(EnginePacket.Binary::new),
                Arbitraries.of(new EnginePacket.Close(), new EnginePacket.Upgrade(), new EnginePacket.Noop()));
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.chars()
                                .with("0123456789b\u001eprobeAQ=\n{}\u00c3\u00a9")
                                .map(c -> (byte) c.charValue()))
                .array(byte[].class)
                .ofMaxSize(40);
    }
}
