package dev.parley.sockets;

import dev.parley.protocol.json.RawJson;
import java.util.List;

/** An event from a client. Confined to the socket's event loop. */
public interface ClientEvent {

    String name();

    /** What came behind the name. */
    Payload payload();

    /** Its arguments, with placeholders where the {@link #attachments} belong. */
    default List<RawJson> args() {
        return payload().args();
    }

    default List<byte[]> attachments() {
        return payload().attachments();
    }

    /** The n-th argument, or JSON's null where the client sent fewer. */
    default RawJson arg(int n) {
        return payload().arg(n);
    }

    /** Whether the client asked for an answer. */
    boolean wantsAck();

    /** Answers the client if it asked for an answer and is still there. Only the first answer counts. */
    void ack(Payload answer);

    default void ack(RawJson... answer) {
        ack(Payload.of(answer));
    }
}
