package dev.parley.fuzz;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Packets as text, since arrays in records are not compared by content. */
final class Shown {

    private static final HexFormat HEX = HexFormat.of();

    private Shown() {}

    static String decoded(EngineCodec.Decoded decoded) {
        return switch (decoded) {
            case EngineCodec.Packet(EnginePacket packet) -> packet(packet);
            case EngineCodec.Fault fault -> fault.toString();
        };
    }

    static String packet(EnginePacket packet) {
        return switch (packet) {
            case EnginePacket.Message(byte[] bytes, int from, int end) ->
                "Message " + HEX.formatHex(Arrays.copyOfRange(bytes, from, end));
            case EnginePacket.Binary(byte[] data) -> "Binary " + HEX.formatHex(data);
            default -> packet.toString();
        };
    }

    static List<String> packets(List<EnginePacket> packets) {
        return packets.stream().map(Shown::packet).toList();
    }

    static String decoded(SocketCodec.Decoded decoded) {
        return decoded instanceof SocketCodec.Packet(SocketPacket packet) ? packet(packet) : decoded.toString();
    }

    static String packet(SocketPacket packet) {
        List<String> parts = packet.attachments().stream().map(HEX::formatHex).toList();
        return switch (packet) {
            case SocketPacket.Event event ->
                "Event " + event.namespace() + ' ' + event.ackId() + ' ' + event.args() + ' ' + parts;
            case SocketPacket.Ack ack -> "Ack " + ack.namespace() + ' ' + ack.ackId() + ' ' + ack.args() + ' ' + parts;
            default -> packet.toString();
        };
    }
}
