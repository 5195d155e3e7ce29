package dev.parley.protocol.socket;

import dev.parley.protocol.json.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO packet (Socket.IO protocol, revision 5, section "Packet types"). Immutable.
 *
 * <p>Payloads stay raw JSON. A packet with attachments is a BINARY_EVENT or BINARY_ACK on the wire: its JSON holds a
 * placeholder where each attachment belongs.
 */
public sealed interface SocketPacket {

    /** The namespace, with its leading slash. */
    String namespace();

    /** What the placeholders in the payload stand for, by number. */
    default List<byte[]> attachments() {
        return List.of();
    }

    /** {@code 0}. From a client: wishes to join the namespace, with its auth object if it has one. From the server: it has. */
    record Connect(String namespace, @Nullable RawJson data) implements SocketPacket {}

    /** {@code 1}: leaves the namespace. */
    record Disconnect(String namespace) implements SocketPacket {}

    /** {@code 2} or {@code 5}.
     *
     * @param ackId set where the sender asks for an acknowledgement
     * @param args an array whose first element is the event's name; {@code []} where a client sent no payload at all
     */
    record Event(String namespace, @Nullable Long ackId, RawJson args, List<byte[]> attachments)
            implements SocketPacket {
        public Event {
            attachments = List.copyOf(attachments);
        }
    }

    /** {@code 3} or {@code 6}: answers the event with that id.
     *
     * @param args an array
     */
    record Ack(String namespace, long ackId, RawJson args, List<byte[]> attachments) implements SocketPacket {
        public Ack {
            attachments = List.copyOf(attachments);
        }
    }

    /** {@code 4}: the server refuses a namespace.
     *
     * @param data {@code {"message":...,"data":...}}; a string from revision 4
     */
    record ConnectError(String namespace, RawJson data) implements SocketPacket {}
}
