package dev.parley.protocol.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.JsonTexts;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Encoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SocketCodecPropertyTest {

    @Property
    void everyPacketComesBackFromItsMessages(@ForAll("packets") SocketPacket packet) {
        Encoded encoded = SocketCodec.encode(packet);

        assertThat(Texts.shown(decoded(encoded.text(), encoded.attachments()))).isEqualTo(Texts.shown(packet));
    }

    @Property
    void whatWasDecodedEncodesToTheSameMessages(@ForAll("packets") SocketPacket packet) {
        Encoded first = SocketCodec.encode(packet);
        Encoded second = SocketCodec.encode(((Packet) decoded(first.text(), first.attachments())).packet());

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.attachments()).isEqualTo(first.attachments());
    }

    @Property
    void anyBytesAreAValueOrANamedFault(@ForAll("hostile") byte[] bytes) {
        Decoded decoded = decoded(bytes, List.of());
        for (int i = 0; i < 10 && decoded instanceof Awaiting(PendingAttachments pending); i++) {
            decoded = pending.add(new byte[i]);
        }

        switch (decoded) {
            case Packet(SocketPacket packet) ->
                assertThat(packet.namespace()).startsWith("/").doesNotContain(",");
            case Awaiting awaiting -> throw new AssertionError("more than ten attachments are due");
            case Ignored(String why) -> assertThat(why).isNotBlank();
            case Fault(String why) -> assertThat(why).isNotBlank();
        }
    }

    @Property
    void anyPayloadBehindAnyHeadIsAValueOrANamedFault(@ForAll("heads") String head, @ForAll("mutated") byte[] payload) {
        byte[] text = (head + new String(payload, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);

        anyBytesAreAValueOrANamedFault(text);
    }

    private static Decoded decoded(byte[] text, List<byte[]> attachments) {
        Decoded decoded = SocketCodec.decode(text, 0, text.length, DecodeLimits.DEFAULTS);
        for (byte[] attachment : attachments)
            decoded = ((Awaiting) decoded).pending().add(attachment);
        return decoded;
    }

    @Provide
    Arbitrary<SocketPacket> packets() {
        Arbitrary<RawJson> objects = JsonTexts.objects().map(Json::of);
        return Arbitraries.oneOf(
                Combinators.combine(namespaces(), objects.injectNull(0.3)).as(SocketPacket.Connect::new),
                namespaces().map(SocketPacket.Disconnect::new),
                Combinators.combine(
                                namespaces(),
                                Arbitraries.oneOf(objects, JsonTexts.strings().map(Json::of)))
                        .as(SocketPacket.ConnectError::new),
                Combinators.combine(namespaces(), ids().injectNull(0.5), names(), attachments(), values())
                        .as((namespace, id, name, parts, values) ->
                                new SocketPacket.Event(namespace, id, args(name, parts.size(), values), parts)),
                Combinators.combine(namespaces(), ids(), values().map(List::getFirst), attachments(), values())
                        .as((namespace, id, first, parts, values) ->
                                new SocketPacket.Ack(namespace, id, args(first, parts.size(), values), parts)));
    }

    private static Arbitrary<String> namespaces() {
        Arbitrary<String> others = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(60)
                .map(name -> '/' + JsonTexts.noLoneSurrogates(name).replace(',', ';'));
        return Arbitraries.oneOf(Arbitraries.of("/", "/admin", "//", "/12", "/é?a=1"), others);
    }

    private static Arbitrary<Long> ids() {
        return Arbitraries.longs().between(0, 9_999_999_999L);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(JsonTexts.strings(), JsonTexts.numbers());
    }

    private static Arbitrary<List<byte[]>> attachments() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(5).list().ofMaxSize(10);
    }

    private static Arbitrary<List<String>> values() {
        return JsonTexts.values().list().ofMinSize(1).ofMaxSize(3);
    }

    private static RawJson args(String first, int placeholders, List<String> more) {
        var args = new ArrayList<String>();
        args.add(first);
        for (int i = 0; i < placeholders; i++) args.add("{\"_placeholder\":true,\"num\":" + i + "}");
        args.addAll(more);
        return Json.of('[' + String.join(",", args) + ']');
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.chars()
                                .with("0123456789-/,[]{}\":xnum \u00c3\u00a9")
                                .map(c -> (byte) c.charValue()))
                .array(byte[].class)
                .ofMaxSize(24);
    }

    @Provide
    Arbitrary<String> heads() {
        return Arbitraries.of(
                "0",
                "1",
                "2",
                "3",
                "4",
                "0/a,",
                "2/a,",
                "27",
                "2/a,7",
                "2[\"x\",",
                "31",
                "51-",
                "52-[\"x\",",
                "61-",
                "61-7",
                "7");
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return JsonTexts.mutated();
    }
}
