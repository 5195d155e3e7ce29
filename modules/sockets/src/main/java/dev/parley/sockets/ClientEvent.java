package dev.parley.sockets;

import dev.parley.protocol.json.RawJson;
import java.util.List;

/** An event from a client. Confined to the socket's event loop. */
public interface ClientEvent {

    String name();

    /** What came behind the name. */
    List<RawJson> args();

    /** Binary arguments, referred to by placeholders in {@link #args}. */
    List<byte[]> attachments();

    /** The n-th argument, or JSON's null where the client sent fewer. */
    default RawJson arg(int n) {
        return n < args().size() ? args().get(n) : RawJson.NULL;
    }

    /** Answers the client if it asked for an answer and is still there. Only the first answer counts. */
    void ack(RawJson... answer);
}
