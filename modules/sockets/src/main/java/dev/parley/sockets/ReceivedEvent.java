package dev.parley.sockets;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import java.util.List;

/** An event that came in, and whether it was answered. Confined to its socket's event loop. */
final class ReceivedEvent implements ClientEvent {

    private final NamespaceSocket socket;
    private final SocketPacket.Event packet;
    private final RawJson name;
    private final Payload payload;
    private boolean answered;

    /**
     * @param elements of the packet's array: the name and the arguments
     */
    ReceivedEvent(NamespaceSocket socket, SocketPacket.Event packet, List<RawJson> elements) {
        this.socket = socket;
        this.packet = packet;
        this.name = elements.getFirst();
        this.payload = new Payload(elements.subList(1, elements.size()), packet.attachments());
    }

    /** Clients may use a number as a name. */
    @Override
    public String name() {
        return name.asString().orElseGet(name::toString);
    }

    @Override
    public Payload payload() {
        return payload;
    }

    @Override
    public boolean wantsAck() {
        return packet.ackId() != null;
    }

    @Override
    public void ack(Payload answer) {
        Long ackId = packet.ackId();
        if (ackId == null || answered) return;
        answered = true;
        socket.answer(ackId, answer);
    }
}
