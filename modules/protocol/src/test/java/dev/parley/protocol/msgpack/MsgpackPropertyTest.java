package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.Jackson;
import dev.parley.protocol.json.Jackson.Token;
import dev.parley.protocol.json.Json;
import dev.parley.protocol.json.JsonTexts;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PacketHead;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.protocol.socket.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MsgpackPropertyTest {

    @Property
    void everyPacketComesBackFromItsMessage(@ForAll("packets") SocketPacket packet) {
        SocketPacket back = decoded(MsgpackCodec.encode(packet));

        assertThat(meaning(back)).isEqualTo(meaning(packet));
    }

    @Property
    void whatWasDecodedEncodesToAMessageWithTheSameText(@ForAll("packets") SocketPacket packet) {
        SocketPacket first = decoded(MsgpackCodec.encode(packet));

        assertThat(Texts.shown(decoded(MsgpackCodec.encode(first)))).isEqualTo(Texts.shown(first));
    }

    @Property
    void wholeNumbersAndStringsComeBackAsTheyWere(
            @ForAll List<Long> numbers, @ForAll List<String> strings, @ForAll List<Double> reals) {
        RawJson args = JsonWriter.build(w -> {
            w.beginArray().string("x");
            numbers.forEach(w::number);
            strings.forEach(w::string);
            reals.forEach(w::number);
            w.endArray();
        });
        var packet = new SocketPacket.Event("/", null, args, List.of());

        assertThat(decoded(MsgpackCodec.encode(packet))).isEqualTo(packet);
    }

    @Property
    void anyBytesAreAValueOrANamedFault(@ForAll("hostile") byte[] bytes) {
        check(MsgpackCodec.decode(bytes, DecodeLimits.DEFAULTS), bytes.length);
    }

    @Property
    void anyChangeToAMessageLeavesAValueOrANamedFault(
            @ForAll("packets") SocketPacket packet, @ForAll int where, @ForAll byte what) {
        byte[] message = MsgpackCodec.encode(packet);
        message[Math.floorMod(where, message.length)] = what;

        check(MsgpackCodec.decode(message, DecodeLimits.DEFAULTS), message.length);
    }

    @Property
    void aMessageCutShortIsAFault(@ForAll("packets") SocketPacket packet, @ForAll int where) {
        byte[] message = MsgpackCodec.encode(packet);
        byte[] cut = Arrays.copyOf(message, Math.floorMod(where, message.length));

        assertThat(MsgpackCodec.decode(cut, DecodeLimits.DEFAULTS)).isInstanceOf(Fault.class);
    }

    /** A packet as lines, its JSON as jackson sees it: another text of the same value is no difference. */
    private static List<String> meaning(SocketPacket packet) {
        PacketHead head = PacketHead.of(packet);
        var lines = new ArrayList<String>();
        lines.add(head.type() + " " + head.namespace() + " " + head.id());
        if (head.payload() != null) {
            for (Token token : Jackson.tokens(head.payload().toBytes()).orElseThrow()) lines.add(meaning(token));
        }
        for (byte[] attachment : packet.attachments()) lines.add(Messages.hex(attachment));
        return lines;
    }

    /** Numbers as a double sees them, with one zero. */
    private static String meaning(Token token) {
        return token.type().isNumeric()
                ? "" + (Double.parseDouble(token.text()) + 0.0)
                : JsonTexts.noLoneSurrogates(token.toString());
    }

    private static void check(Decoded decoded, int length) {
        switch (decoded) {
            case Packet(SocketPacket packet) -> {
                assertThat(packet.namespace()).startsWith("/").doesNotContain(",");
                assertThat(decoded(MsgpackCodec.encode(packet)).namespace()).isEqualTo(packet.namespace());
                if (packet instanceof SocketPacket.Event event) bounded(event.args(), event.attachments(), length);
                if (packet instanceof SocketPacket.Ack ack) bounded(ack.args(), ack.attachments(), length);
            }
            case Awaiting awaiting -> throw new AssertionError("attachments are in the message");
            case Ignored(String why) -> assertThat(why).isNotBlank();
            case Fault(String why) -> assertThat(why).isNotBlank();
        }
    }

    private static void bounded(RawJson args, List<byte[]> attachments, int length) {
        assertThat(args.length()).isLessThanOrEqualTo(6 * length + 31 * attachments.size());
        assertThat(RawJson.check(args.toBytes(), 0, args.length(), DecodeLimits.DEFAULTS.depth()))
                .isInstanceOf(RawJson.Valid.class);
    }

    private static SocketPacket decoded(byte[] message) {
        return ((Packet) MsgpackCodec.decode(message, DecodeLimits.DEFAULTS)).packet();
    }

    @Provide
    Arbitrary<SocketPacket> packets() {
        Arbitrary<String> namespaces = Arbitraries.of("/", "/admin", "//", "/é?a=1");
        Arbitrary<RawJson> objects = JsonTexts.objects().map(Json::of);
        Arbitrary<Long> ids = Arbitraries.longs().between(0, 9_999_999_999L);
        Arbitrary<String> names = Arbitraries.oneOf(JsonTexts.strings(), JsonTexts.numbers());
        return Arbitraries.oneOf(
                Combinators.combine(namespaces, objects.injectNull(0.3)).as(SocketPacket.Connect::new),
                namespaces.map(SocketPacket.Disconnect::new),
                Combinators.combine(namespaces, objects).as(SocketPacket.ConnectError::new),
                Combinators.combine(namespaces, ids.injectNull(0.5), names, attachments(), JsonTexts.values())
                        .as((namespace, id, name, parts, value) ->
                                new SocketPacket.Event(namespace, id, args(name, parts.size(), value), parts)),
                Combinators.combine(namespaces, ids, attachments(), JsonTexts.values())
                        .as((namespace, id, parts, value) ->
                                new SocketPacket.Ack(namespace, id, args("1", parts.size(), value), parts)));
    }

    private static Arbitrary<List<byte[]>> attachments() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(5).list().ofMaxSize(10);
    }

    private static RawJson args(String first, int placeholders, String value) {
        var args = new StringBuilder("[").append(first);
        for (int i = 0; i < placeholders; i++)
            args.append(",[{\"_placeholder\":true,\"num\":").append(i).append("}]");
        return Json.of(args.append(',').append(value).append(']').toString());
    }

    @Provide
    Arbitrary<byte[]> hostile() {
        byte[] start = Messages.bytes("83 a474797065 02 a36e7370 a12f a464617461 93 a171");
        Arbitrary<byte[]> any = Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.of(
                                        0x80, 0x81, 0x90, 0x92, 0xa0, 0xa1, 0xc0, 0xc4, 0xc7, 0xca, 0xcb, 0xd4, 0xd7,
                                        0xff, 0)
                                .map(Integer::byteValue))
                .array(byte[].class)
                .ofMaxSize(24);
        Arbitrary<byte[]> behind = any.map(bytes -> {
            byte[] all = Arrays.copyOf(start, start.length + bytes.length);
            System.arraycopy(bytes, 0, all, start.length, bytes.length);
            return all;
        });
        return Arbitraries.oneOf(any, behind);
    }
}
