package dev.parley.sockets;

import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.WirePacket;
import java.util.ArrayList;
import java.util.List;

/** A Socket.IO packet, encoded once for any number of clients: its text and the attachments that follow it. Immutable. */
record EncodedPacket(List<WirePacket> packets) {

    static EncodedPacket of(SocketPacket packet) {
        SocketCodec.Encoded encoded = SocketCodec.encode(packet);
        if (encoded.attachments().isEmpty()) return new EncodedPacket(List.of(WirePacket.message(encoded.text())));
        var packets = new ArrayList<WirePacket>(1 + encoded.attachments().size());
        packets.add(WirePacket.message(encoded.text()));
        for (byte[] attachment : encoded.attachments()) packets.add(WirePacket.binary(attachment));
        return new EncodedPacket(List.copyOf(packets));
    }

    void sendTo(EngineSession session) {
        for (WirePacket packet : packets) session.send(packet);
    }
}
