package dev.parley.sockets;

import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.WirePacket;
import dev.parley.sockets.engine.Worth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet for any number of clients: encoded once for each format that one of them speaks, and not at all for
 * others. Safe on every thread.
 */
final class EncodedPacket {

    private final SocketPacket packet;
    private final Worth worth;
    private @Nullable List<WirePacket> json;
    private @Nullable List<WirePacket> msgpack;

    private EncodedPacket(SocketPacket packet, Worth worth) {
        this.packet = packet;
        this.worth = worth;
    }

    /** One that reaches its clients or ends their sessions. */
    static EncodedPacket of(SocketPacket packet) {
        return new EncodedPacket(packet, Worth.KEPT);
    }

    static EncodedPacket of(SocketPacket.Event event, Worth worth) {
        return new EncodedPacket(event, worth);
    }

    void sendTo(EngineSession session, PacketFormat format) {
        session.send(in(format));
    }

    /** Encoded where the first client needs it; two threads that race encode the same. */
    List<WirePacket> in(PacketFormat format) {
        List<WirePacket> known =
                switch (format) {
                    case JSON -> json;
                    case MSGPACK -> msgpack;
                };
        return known == null ? encode(format) : known;
    }

    private List<WirePacket> encode(PacketFormat format) {
        List<WirePacket> messages = format.encode(packet, worth);
        switch (format) {
            case JSON -> json = messages;
            case MSGPACK -> msgpack = messages;
        }
        return messages;
    }
}
