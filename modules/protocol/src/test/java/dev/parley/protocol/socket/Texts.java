package dev.parley.protocol.socket;

import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Decodes texts, and shows what came out as text, since arrays in records are not compared by content. */
public final class Texts {

    private Texts() {}

    static Decoded decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SocketCodec.decode(bytes, 0, bytes.length, DecodeLimits.DEFAULTS);
    }

    /** Decodes a text and the attachments behind it, as far as they are asked for. */
    static Decoded decode(String text, byte[]... attachments) {
        Decoded decoded = decode(text);
        for (byte[] attachment : attachments) {
            if (!(decoded instanceof Awaiting(PendingAttachments pending))) return decoded;
            decoded = pending.add(attachment);
        }
        return decoded;
    }

    public static String shown(Decoded decoded) {
        return switch (decoded) {
            case Packet(SocketPacket packet) -> shown(packet);
            case Awaiting awaiting -> "awaiting";
            case Ignored(String why) -> "ignored: " + why;
            case Fault(String why) -> "fault: " + why;
        };
    }

    public static String shown(SocketPacket packet) {
        return switch (packet) {
            case SocketPacket.Event(String namespace, Long id, var args, List<byte[]> parts) ->
                "event " + namespace + " id " + id + ' ' + args + hex(parts);
            case SocketPacket.Ack(String namespace, long id, var args, List<byte[]> parts) ->
                "ack " + namespace + " id " + id + ' ' + args + hex(parts);
            default -> packet.toString();
        };
    }

    private static String hex(List<byte[]> parts) {
        return parts.stream().map(part -> " +" + HexFormat.of().formatHex(part)).collect(Collectors.joining());
    }
}
