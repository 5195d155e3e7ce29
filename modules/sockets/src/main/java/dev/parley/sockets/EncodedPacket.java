package dev.parley.sockets;

import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.bus.trail.Glimpse;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.WirePacket;
import dev.parley.sockets.engine.Worth;
import dev.parley.sockets.observe.Redactor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet for any number of clients: encoded once for each format that one of them speaks, and not at all for
 * others. Safe on every thread.
 *
 * <p>Clients that can come back for what they miss get an event with its offset as one more argument; others do not.
 */
final class EncodedPacket {

    private static final int FORMATS = 2;

    private final SocketPacket packet;
    private final Worth worth;
    private final @Nullable Position heard;
    private final @Nullable Stamp stamp;
    private final @Nullable List<WirePacket>[] encoded;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private EncodedPacket(SocketPacket packet, Worth worth, @Nullable Position heard, @Nullable Stamp stamp) {
        this.packet = packet;
        this.worth = worth;
        this.heard = heard;
        this.stamp = stamp;
        this.encoded = new List[heard == null ? FORMATS : 2 * FORMATS];
    }

    /** One that reaches its clients or ends their sessions. */
    static EncodedPacket of(SocketPacket packet) {
        return new EncodedPacket(packet, Worth.KEPT, null, null);
    }

    static EncodedPacket of(SocketPacket.Event event, Worth worth) {
        return new EncodedPacket(event, worth, null, null);
    }

    /**
     * @param heard how far whoever gets the event has heard each node
     * @param stamp its place in the log of its origin, if it is kept there
     */
    static EncodedPacket of(SocketPacket.Event event, Worth worth, Position heard, @Nullable Stamp stamp) {
        return new EncodedPacket(event, worth, heard, stamp);
    }

    /** The same event, for a client that has heard the nodes as far as that. */
    EncodedPacket heardTo(Position position) {
        return new EncodedPacket(packet, worth, position, stamp);
    }

    /** How far whoever gets it has heard each node; null where that does not matter. */
    @Nullable
    Position heard() {
        return heard;
    }

    @Nullable
    Stamp stamp() {
        return stamp;
    }

    /** What it takes up while it waits for a client, about. */
    int size() {
        if (!(packet instanceof SocketPacket.Event event)) return 0;
        int bytes = event.args().length();
        for (byte[] attachment : event.attachments()) bytes += attachment.length;
        return bytes;
    }

    /** What is told of it to those who watch. */
    Glimpse glimpse(Redactor redactor) {
        return packet instanceof SocketPacket.Event event
                ? redactor.event(event.args(), event.attachments().size())
                : redactor.answer(RawJson.EMPTY_ARRAY, 0);
    }

    /** Whether its clients are asked for an answer. */
    boolean wantsAck() {
        return packet instanceof SocketPacket.Event event && event.ackId() != null;
    }

    /** Encoded where the first client needs it; two threads that race encode the same. */
    List<WirePacket> in(PacketFormat format) {
        return at(index(format), format, packet);
    }

    /** The same with its offset, if it has one. */
    List<WirePacket> withOffsetIn(PacketFormat format) {
        if (heard == null) return in(format);
        int index = FORMATS + index(format);
        List<WirePacket> known = encoded[index];
        return known == null ? at(index, format, withOffset()) : known;
    }

    /** Whoever is asked for an answer gets none: clients take no offset from a question. */
    SocketPacket withOffset() {
        if (heard == null || !(packet instanceof SocketPacket.Event event) || event.ackId() != null) return packet;
        RawJson args = event.args().with(RawJson.string(heard.text()));
        return new SocketPacket.Event(event.namespace(), null, args, event.attachments());
    }

    private static int index(PacketFormat format) {
        return switch (format) {
            case JSON -> 0;
            case MSGPACK -> 1;
        };
    }

    private List<WirePacket> at(int index, PacketFormat format, SocketPacket whole) {
        List<WirePacket> known = encoded[index];
        if (known != null) return known;
        List<WirePacket> messages = format.encode(whole, worth);
        encoded[index] = messages;
        return messages;
    }
}
