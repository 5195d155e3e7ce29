package dev.parley.sockets;

import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Worth;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one socket sends to its client by itself. Confined to the socket's event loop; whether the client is connected is for
 * the caller to know.
 *
 * @param offsets whether the client remembers how far it has come, so that each event says it
 */
record ToClient(NamespaceSocket socket, Connection connection, SocketLoop loop, PendingAcks acks, boolean offsets) {

    /**
     * As {@link ClientSocket#emit} allows it.
     *
     * @throws IllegalArgumentException if the name is one of {@link SocketCodec#RESERVED_EVENTS}
     */
    static void permit(String event) {
        if (SocketCodec.RESERVED_EVENTS.contains(event)) throw new IllegalArgumentException(event + " is reserved");
    }

    void send(EncodedPacket packet) {
        LoopTrail trail = loop.taps().trail();
        if (trail != null) trail.sent(socket, packet);
        connection.send(packet, offsets);
    }

    void emit(String event, Payload payload) {
        send(packet(null, event, payload, false));
    }

    void emitVolatile(String event, Payload payload) {
        if (connection.keepsUp()) send(packet(null, event, payload, true));
    }

    Future<Payload> ask(Duration within, String event, Payload payload) {
        long ackId = loop.ackIds().next();
        Future<Payload> answer = acks.expect(ackId, event, within);
        send(packet(ackId, event, payload, false));
        return answer;
    }

    void answer(long ackId, Payload payload) {
        LoopTrail trail = loop.taps().trail();
        if (trail != null) trail.acknowledged(socket, payload);
        connection.send(new SocketPacket.Ack(socket.namespace(), ackId, payload.array(), payload.attachments()));
    }

    private EncodedPacket packet(@Nullable Long ackId, String name, Payload payload, boolean isVolatile) {
        var event = new SocketPacket.Event(socket.namespace(), ackId, payload.named(name), payload.attachments());
        Worth worth = loop.namespaces().worthOfEvents(socket.namespace(), isVolatile);
        return offsets ? EncodedPacket.of(event, worth, loop.position().heard(), null) : EncodedPacket.of(event, worth);
    }
}
