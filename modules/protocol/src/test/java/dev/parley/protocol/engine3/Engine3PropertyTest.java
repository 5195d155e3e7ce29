package dev.parley.protocol.engine3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine.Shown;
import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.JsonTexts;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Engine3PropertyTest {

    @Property
    void everyPacketComesBackFromATextBody(@ForAll List<@From("packets") EnginePacket> packets) {
        assertComesBack(packets, Engine3Codec.decodeTextPayload(body(packets).toText()));
    }

    @Property
    void everyPacketComesBackFromABinaryBody(@ForAll List<@From("packets") EnginePacket> packets) {
        assertComesBack(packets, Engine3Codec.decodeBinaryPayload(body(packets).toBinary()));
    }

    @Property
    void aTextBodyHasTheLengthsOfItsStrings(@ForAll("texts") String text) {
        var body = new Engine3Body();
        byte[] packet = ("4" + text).getBytes(StandardCharsets.UTF_8);
        body.text(packet, 0, packet.length);

        assertThat(body.toText()).asString(StandardCharsets.UTF_8).isEqualTo((text.length() + 1) + ":4" + text);
    }

    @Property
    void everyPayloadComesBackFromItsForm(@ForAll("formTexts") String payload) {
        String escaped = payload.replace("\\n", "\\\n").replace("\n", "\\n"); // as the stock client does
        String form = "d=" + URLEncoder.encode(escaped, StandardCharsets.UTF_8);

        assertThat(Jsonp.decodeForm(form.getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(value -> assertThat(value).asString().isEqualTo(payload));
    }

    @Property
    void everyScriptHoldsItsPayloadAsAJsonString(@ForAll("texts") String payload) {
        byte[] bytes = Jsonp.encode("7", payload.getBytes(StandardCharsets.UTF_8));
        String script = new String(bytes, StandardCharsets.UTF_8);

        assertThat(script).startsWith("___eio[7](\"").endsWith("\");").doesNotContain("<", "\u2028", "\u2029", "\n");
        assertThat(Json.of(script.substring(10, script.length() - 2)).asString())
                .contains(payload);
    }

    @Property
    void anyBytesAreAPacketOrANamedFault(@ForAll("hostile") byte[] bytes) {
        for (var decoded : List.of(Engine3Codec.decodeText(bytes, 0, bytes.length), Engine3Codec.decodeBinary(bytes))) {
            switch (decoded) {
                case Packet(EnginePacket packet) ->
                    assertThat(Shown.packet(packet)).isNotEmpty();
                case Fault(String why) -> assertThat(why).isNotBlank();
            }
        }
    }

    @Property
    void anyBodyIsItsPacketsUpToTheFirstFault(@ForAll("hostile") byte[] bytes) {
        for (Payload payload :
                List.of(Engine3Codec.decodeTextPayload(bytes), Engine3Codec.decodeBinaryPayload(bytes))) {
            assertThat(payload.packets()).hasSizeLessThanOrEqualTo(bytes.length / 3);
            if (payload.fault() != null) assertThat(payload.fault().why()).isNotBlank();
        }
    }

    @Property
    void aBodyThatIsCutShortHasThePacketsInFrontOfTheCut(
            @ForAll List<@From("packets") EnginePacket> packets, @ForAll int cut) {
        byte[] whole = body(packets).toBinary();
        byte[] part = Arrays.copyOf(whole, whole.length == 0 ? 0 : Math.floorMod(cut, whole.length));
        Payload payload = Engine3Codec.decodeBinaryPayload(part);

        List<EnginePacket> before = packets.subList(0, payload.packets().size());
        assertThat(shown(payload.packets())).isEqualTo(shown(before));
        assertThat(payload.fault() == null).isEqualTo(body(before).toBinary().length == part.length);
    }

    @Property
    void anyFormIsAPayloadOrNone(@ForAll("hostile") byte[] bytes) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(new byte[] {'d', '='});
        form.writeBytes(bytes);

        Jsonp.decodeForm(form.toByteArray())
                .ifPresent(payload -> assertThat(payload).hasSizeLessThanOrEqualTo(bytes.length));
    }

    @Provide
    Arbitrary<EnginePacket> packets() {
        return Arbitraries.oneOf(
                JsonTexts.values().map(json -> new EnginePacket.Open(Json.of(json))),
                Arbitraries.of(true, false).map(EnginePacket.Ping::new),
                Arbitraries.of(true, false).map(EnginePacket.Pong::new),
                texts().map(text -> EnginePacket.Message.of(text.getBytes(StandardCharsets.UTF_8))),
                Arbitraries.bytes().array(byte[].class).map(EnginePacket.Binary::new),
                Arbitraries.of(new EnginePacket.Close(), new EnginePacket.Upgrade(), new EnginePacket.Noop()));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> special = Arbitraries.of("😀", "𝕊", "\u2028", "\u2029", "é", "€", "1:2", "\u0000", "\"\\<");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(5).map(JsonTexts::noLoneSurrogates);
        return Arbitraries.oneOf(special, any).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }

    /** A backslash in front of a newline is not what JSON has, and the client's escaping cannot tell it from another text. */
    @Provide
    Arbitrary<String> formTexts() {
        Arbitrary<String> special = Arbitraries.of("\n", "\\n", "\\", "n", "+", "%", "&", "=", " ");
        return Arbitraries.oneOf(special, texts())
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts).replaceAll("\\\\+\n", "\n"));
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        Arbitrary<byte[]> random = Arbitraries.oneOf(Arbitraries.bytes(), critical())
                .array(byte[].class)
                .ofMaxSize(40);
        return Arbitraries.oneOf(random, mutated(Engine3Body::toText), mutated(Engine3Body::toBinary));
    }

    /** Bytes that change what a body or a form means. */
    private static Arbitrary<Byte> critical() {
        return Arbitraries.chars()
                .with("0123456::::b4AQ=%+&\\n\u0000\u0001\u0002\u0004\u00ff\u00ff\u00f0\u009f\u0098\u0080")
                .map(c -> (byte) c.charValue());
    }

    /** Valid bodies but for one byte. */
    private Arbitrary<byte[]> mutated(Function<Engine3Body, byte[]> form) {
        Arbitrary<byte[]> bodies = packets().list().ofMinSize(1).ofMaxSize(4).map(list -> form.apply(body(list)));
        return Combinators.combine(bodies, Arbitraries.integers(), critical()).as((bytes, at, wrong) -> {
            byte[] changed = bytes.clone();
            changed[Math.floorMod(at, changed.length)] = wrong;
            return changed;
        });
    }

    private static Engine3Body body(List<EnginePacket> packets) {
        var body = new Engine3Body();
        for (EnginePacket packet : packets) {
            if (packet instanceof EnginePacket.Binary(byte[] data)) {
                body.binary(data, 0, data.length);
            } else {
                byte[] text = EngineCodec.encodeText(packet);
                body.text(text, 0, text.length);
            }
        }
        return body;
    }

    private static void assertComesBack(List<EnginePacket> packets, Payload payload) {
        assertThat(payload.fault()).isNull();
        assertThat(shown(payload.packets())).isEqualTo(shown(packets));
    }

    private static List<String> shown(List<EnginePacket> packets) {
        return packets.stream().map(Shown::packet).toList();
    }
}
