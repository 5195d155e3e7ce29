package dev.parley.protocol.socket;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Socket.IO revision 5, the default (JSON) parser. Stateless, safe on every thread.
 *
 * <p>What a fault leads to is the caller's business; by the reference it is the end of the connection. So is whether a
 * packet may come now: a client's CONNECT_ERROR, or an event for a namespace it has not joined, decodes like any other.
 */
public final class SocketCodec {

    /** Names that the reference's clients and servers keep for themselves: never an event, in neither direction. */
    public static final Set<String> RESERVED_EVENTS =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final int COUNT_DIGITS = 2;
    private static final int ID_DIGITS = Long.toString(PacketHead.MAX_ID).length();

    private SocketCodec() {}

    /** What a text message, or the attachments behind it, came to. */
    public sealed interface Decoded {}

    /** A whole packet. */
    public record Packet(SocketPacket packet) implements Decoded {}

    /** The head of a packet whose attachments follow as binary messages. */
    public record Awaiting(PendingAttachments pending) implements Decoded {}

    /** A well-formed packet that can mean nothing, such as an ACK without an id. The connection goes on.
     *
     * @param why for logs and tests
     */
    public record Ignored(String why) implements Decoded {}

    /** Not a packet.
     *
     * @param why for logs and tests, never for the client
     */
    public record Fault(String why) implements Decoded {}

    /** A packet as the Engine.IO messages that carry it.
     *
     * @param text UTF-8, without Engine.IO's type digit
     * @param attachments binary messages that must follow at once, in order
     */
    public record Encoded(byte[] text, List<byte[]> attachments) {}

    /** Decodes one text message of the engine. A payload shares {@code bytes}. */
    public static Decoded decode(byte[] bytes, int from, int end, DecodeLimits limits) {
        var text = new PacketText(bytes, from, end);
        PacketType type = PacketType.of(text.next());
        if (type == null) return new Fault("unknown packet type");
        long count = 0;
        if (type.binary()) {
            count = text.number(COUNT_DIGITS);
            if (count < 1 || count > limits.attachments() || text.next() != '-')
                return new Fault("bad attachment count");
        }
        String namespace = text.namespace(limits.namespaceLength());
        if (namespace == null) return new Fault("bad namespace");
        long id = text.number(ID_DIGITS);
        if (id == PacketText.TOO_LONG) return new Fault("ack id too long");
        RawJson payload = null;
        if (!text.atEnd()) {
            if (!(text.json(limits.depth()) instanceof RawJson.Valid valid)) return new Fault("bad JSON");
            payload = valid.value();
        }
        Long ackId = id == PacketText.NO_NUMBER ? null : id;
        return new PacketHead(type, (int) count, namespace, ackId, payload).decoded(limits);
    }

    /** Encodes a packet whose parts are valid: an absolute namespace without comma, an id that is not negative. */
    public static Encoded encode(SocketPacket packet) {
        PacketHead head = PacketHead.of(packet);
        var start = new StringBuilder(32).append(head.type().digit());
        if (head.type().binary()) start.append(head.attachments()).append('-');
        if (!head.namespace().equals("/")) start.append(head.namespace()).append(',');
        if (head.id() != null) start.append(head.id().longValue());
        byte[] text = start.toString().getBytes(StandardCharsets.UTF_8);
        RawJson payload = head.payload();
        if (payload != null) {
            int length = text.length;
            text = Arrays.copyOf(text, length + payload.length());
            payload.copyTo(text, length);
        }
        return new Encoded(text, packet.attachments());
    }
}
