package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PacketHead;
import dev.parley.protocol.socket.PacketType;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketPacket;
import java.util.HashMap;

/**
 * Socket.IO revision 5 in the MessagePack parser ({@code socket.io-msgpack-parser} 3 on {@code notepack.io} 2): a packet is
 * one binary message of the engine. Stateless, safe on every thread.
 *
 * <p>Packets are those of {@link dev.parley.protocol.socket.SocketCodec}: bytes become attachments, numbered as they are
 * met, with placeholders in the JSON. What JSON has no word for becomes what {@code JSON.stringify} makes of it: a date
 * its ISO-8601 string, NaN {@code null}.
 */
public final class MsgpackCodec {

    private MsgpackCodec() {}

    /**
     * Decodes one binary message: a packet, an ignored one or a fault, never one that awaits attachments.
     *
     * <p>The JSON is at most six times as long as the message, and 31 bytes more for each attachment. Members that are not
     * known are passed over; a known one that comes twice is a fault.
     */
    public static Decoded decode(byte[] message, DecodeLimits limits) {
        var in = new TokenReader(message);
        if (!(in.next() instanceof Token.Map(int size))) return new Fault("message is no map");
        var values = new ToJson(message, in, limits);
        var members = new HashMap<String, RawJson>();
        for (int i = 0; i < size && values.flaw() == null; i++) {
            String key = values.key();
            if (PacketMap.KNOWN.contains(key)) {
                RawJson value = values.value();
                if (value != null && members.put(key, value) != null) return new Fault("member comes twice");
            } else {
                values.skip();
            }
        }
        String flaw = values.flaw();
        if (flaw != null) return new Fault(flaw);
        if (!in.atEnd()) return new Fault("bytes behind the packet");
        return new PacketMap(members, values.attachments()).decoded(limits);
    }

    /**
     * Encodes a packet whose parts are valid, as {@link dev.parley.protocol.socket.SocketCodec#encode} does.
     *
     * <p>Whole numbers beyond 64 bits and those with fraction or exponent become 64-bit floats. An attachment that no
     * placeholder refers to is left out.
     */
    public static byte[] encode(SocketPacket packet) {
        PacketHead head = PacketHead.of(packet);
        RawJson payload = head.payload();
        Long id = head.id();
        var out = new MsgpackWriter();
        out.map(2 + (payload == null ? 0 : 1) + (id == null ? 0 : 1));
        out.text("type").whole(number(head.type()));
        out.text("nsp").text(head.namespace());
        if (payload != null) FromJson.write(payload, packet.attachments(), out.text("data"));
        if (id != null) out.text("id").whole(id);
        return out.bytes();
    }

    /** Bytes are part of their event here, so it stays a plain one. */
    private static int number(PacketType type) {
        PacketType plain =
                switch (type) {
                    case BINARY_EVENT -> PacketType.EVENT;
                    case BINARY_ACK -> PacketType.ACK;
                    default -> type;
                };
        return plain.digit() - '0';
    }
}
