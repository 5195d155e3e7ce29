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
 * The parts of a packet's text, and the rules for which of them go together.
 *
 * @param attachments how many follow, 0 for the types that have none
 * @param id the ack id, passed over where the type has no use for one
 * @param payload absent if the text ended before it
 */
record PacketHead(
        PacketType type,
        int attachments,
        String namespace,
        @Nullable Long id,
        @Nullable RawJson payload) {

    Decoded decoded(DecodeLimits limits) {
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
