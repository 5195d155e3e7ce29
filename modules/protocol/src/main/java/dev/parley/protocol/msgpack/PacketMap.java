package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.PacketHead;
import dev.parley.protocol.socket.PacketType;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The map that is a packet, and the rules for what is in it.
 *
 * @param members those that count; one that is {@code undefined} is absent
 * @param attachments taken out of them
 */
record PacketMap(Map<String, RawJson> members, List<byte[]> attachments) {

    /** The members that count. */
    static final Set<String> KNOWN = Set.of("type", "nsp", "id", "data");

    Decoded decoded(DecodeLimits limits) {
        PacketType type = type();
        if (type == null) return new Fault("unknown packet type");
        String namespace = namespace(limits);
        if (namespace == null) return new Fault("bad namespace");
        RawJson number = members.get("id");
        Long id = number == null ? null : id(number);
        if (number != null && id == null) return new Fault("bad ack id");
        RawJson data = members.get("data");
        boolean hasArgs = type == PacketType.EVENT || type == PacketType.ACK;
        // The JSON parser forgives a packet that ends behind its head; the reference's other parser does not.
        if (hasArgs && data == null) return new Fault("no arguments");
        if (!hasArgs && !attachments.isEmpty()) return new Fault("bytes outside of arguments");
        return whole(new PacketHead(type, attachments.size(), namespace, id, data).decoded(limits));
    }

    private @Nullable PacketType type() {
        RawJson type = members.get("type");
        if (type == null || type.length() != 1) return null;
        PacketType known = PacketType.of(type.toString().charAt(0));
        return known == null || known.binary() ? null : known;
    }

    /** The same names as in the JSON parser, where a comma ends one. */
    private @Nullable String namespace(DecodeLimits limits) {
        RawJson nsp = members.get("nsp");
        if (nsp == null) return null;
        return nsp.asString()
                .filter(name -> name.startsWith("/") && name.indexOf(',') < 0)
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length <= limits.namespaceLength())
                .orElse(null);
    }

    private static @Nullable Long id(RawJson value) {
        long id = value.asLong().orElse(-1);
        return id >= 0 && id <= PacketHead.MAX_ID ? (Long) id : null;
    }

    /** The attachments are here already: they follow the head at once. */
    private Decoded whole(Decoded head) {
        Decoded decoded = head;
        for (byte[] attachment : attachments) {
            if (!(decoded instanceof Awaiting(PendingAttachments pending))) return decoded;
            decoded = pending.add(attachment);
        }
        return decoded;
    }
}
