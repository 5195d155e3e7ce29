package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PacketHead;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Encoded;
import dev.parley.protocol.socket.SocketPacket;
import java.nio.charset.StandardCharsets;

/** What holds for every packet that came out of a decoder of Socket.IO. */
final class PacketRules {

    static final DecodeLimits LIMITS = DecodeLimits.DEFAULTS;

    private PacketRules() {}

    static void hold(SocketPacket packet) {
        PacketHead head = PacketHead.of(packet);
        assertThat(head.namespace()).startsWith("/").doesNotContain(",");
        assertThat(head.namespace().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(LIMITS.namespaceLength());
        if (head.id() != null) assertThat(head.id()).isBetween(0L, PacketHead.MAX_ID);
        if (head.payload() != null) JsonOracle.accepts(head.payload().toBytes(), LIMITS.depth());
        assertThat(packet.attachments().size()).isLessThanOrEqualTo(LIMITS.attachments());
        switch (packet) {
            case SocketPacket.Event event -> event(event.args());
            case SocketPacket.Ack ack -> assertThat(ack.args().kind()).isEqualTo(Kind.ARRAY);
            default -> assertThat(packet.attachments()).isEmpty();
        }
        if (!nameless(packet)) textIsTheSame(packet);
    }

    /** Whether it is what the JSON parser makes of an event without payload. None is ever sent. */
    static boolean nameless(SocketPacket packet) {
        return packet instanceof SocketPacket.Event event && event.args().equals(RawJson.EMPTY_ARRAY);
    }

    private static void event(RawJson args) {
        assertThat(args.kind()).isEqualTo(Kind.ARRAY);
        args.elements().stream().findFirst().ifPresent(name -> {
            assertThat(name.kind()).isIn(Kind.STRING, Kind.NUMBER);
            name.asString()
                    .ifPresent(text -> assertThat(SocketCodec.RESERVED_EVENTS).doesNotContain(text));
        });
    }

    private static void textIsTheSame(SocketPacket packet) {
        Encoded encoded = SocketCodec.encode(packet);
        Decoded decoded = SocketCodec.decode(encoded.text(), 0, encoded.text().length, LIMITS);
        for (byte[] attachment : encoded.attachments()) {
            if (!(decoded instanceof Awaiting(PendingAttachments pending))) throw new AssertionError(decoded);
            decoded = pending.add(attachment);
        }
        assertThat(Shown.decoded(decoded)).isEqualTo(Shown.packet(packet));
    }
}
