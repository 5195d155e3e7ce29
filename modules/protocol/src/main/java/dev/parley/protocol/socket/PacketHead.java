package dev.parley.protocol.socket;

import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a packet other than its attachments, and the rules for which of them go together, whichever parser reads
 * them.
 *
 * @param attachments how many there are, 0 for the types that have none
 * @param id the ack id, passed over where the type has no use for one
 * @param payload absent if there is none on the wire
 */
public record PacketHead(
        PacketType type,
        int attachments,
        String namespace,
        @Nullable Long id,
        @Nullable RawJson payload) {

    /** The largest ack id there can be: ten digits. */
    public static final long MAX_ID = 9_999_999_999L;

    /** The head of a packet in the JSON parser's form. */
    public static PacketHead of(SocketPacket packet) {
        return switch (packet) {
            case SocketPacket.Connect(String namespace, @Nullable RawJson data) ->
                new PacketHead(PacketType.CONNECT, 0, namespace, null, data);
            case SocketPacket.Disconnect(String namespace) ->
                new PacketHead(PacketType.DISCONNECT, 0, namespace, null, null);
            case SocketPacket.Event(String namespace, @Nullable Long id, RawJson args, List<byte[]> parts) ->
                new PacketHead(
                        parts.isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT,
                        parts.size(),
                        namespace,
                        id,
                        args);
            case SocketPacket.Ack(String namespace, long id, RawJson args, List<byte[]> parts) ->
                new PacketHead(
                        parts.isEmpty() ? PacketType.ACK : PacketType.BINARY_ACK, parts.size(), namespace, id, args);
            case SocketPacket.ConnectError(String namespace, RawJson data) ->
                new PacketHead(PacketType.CONNECT_ERROR, 0, namespace, null, data);
        };
    }

    /** The packet if it has no attachments, {@link Awaiting} them, or why this is no packet. */
    public Decoded decoded(DecodeLimits limits) {
        return switch (type) {
            case CONNECT -> connect();
            case DISCONNECT -> disconnect();
            case EVENT, BINARY_EVENT -> event(limits);
            case ACK, BINARY_ACK -> ack(limits);
            case CONNECT_ERROR -> connectError();
        };
    }

    private Decoded connect() {
        if (payload != null && payload.kind() != Kind.OBJECT) return new Fault("CONNECT payload is no object");
        return new Packet(new SocketPacket.Connect(namespace, payload));
    }

    private Decoded disconnect() {
        if (payload != null) return new Fault("DISCONNECT with payload");
        return new Packet(new SocketPacket.Disconnect(namespace));
    }

    private Decoded connectError() {
        if (payload == null || (payload.kind() != Kind.OBJECT && payload.kind() != Kind.STRING)) {
            return new Fault("CONNECT_ERROR payload is no object or string");
        }
        return new Packet(new SocketPacket.ConnectError(namespace, payload));
    }

    private Decoded event(DecodeLimits limits) {
        if (payload != null && !startsWithName(payload)) return new Fault("EVENT without a usable name");
        RawJson args = args();
        return whole(limits, args, parts -> new Packet(new SocketPacket.Event(namespace, id, args, parts)));
    }

    private Decoded ack(DecodeLimits limits) {
        RawJson args = args();
        if (args.kind() != Kind.ARRAY) return new Fault("ACK payload is no array");
        if (id == null) return whole(limits, args, parts -> new Ignored("ACK without id"));
        long answered = id;
        return whole(limits, args, parts -> new Packet(new SocketPacket.Ack(namespace, answered, args, parts)));
    }

    private RawJson args() {
        return payload == null ? RawJson.EMPTY_ARRAY : payload;
    }

    private Decoded whole(DecodeLimits limits, RawJson args, Function<List<byte[]>, Decoded> packet) {
        if (attachments == 0) return packet.apply(List.of());
        return new Awaiting(new PendingAttachments(attachments, limits.attachmentBytes(), args, packet));
    }

    private static boolean startsWithName(RawJson args) {
        if (args.kind() != Kind.ARRAY) return false;
        JsonCursor cursor = args.cursor();
        cursor.enter();
        if (!cursor.more()) return false;
        return switch (cursor.kind()) {
            case NUMBER -> true;
            case STRING ->
                cursor.value()
                        .asString()
                        .filter(SocketCodec.RESERVED_EVENTS::contains)
                        .isEmpty();
            case OBJECT, ARRAY, BOOLEAN, NULL -> false;
        };
    }
}
