package dev.parley.protocol.engine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Packets as text, since arrays in records are not compared by content. */
public final class Shown {

    private Shown() {}

    public static String packet(EnginePacket packet) {
        return switch (packet) {
            case EnginePacket.Message(byte[] bytes, int from, int end) ->
                "message " + new String(bytes, from, end - from, StandardCharsets.UTF_8);
            case EnginePacket.Binary(byte[] data) -> "binary " + HexFormat.of().formatHex(data);
            default -> packet.toString();
        };
    }

    public static String decoded(EngineCodec.Decoded decoded) {
        return switch (decoded) {
            case EngineCodec.Packet(EnginePacket packet) -> packet(packet);
            case EngineCodec.Fault(String why) -> "fault: " + why;
        };
    }
}
