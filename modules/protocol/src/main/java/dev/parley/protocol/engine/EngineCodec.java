package dev.parley.protocol.engine;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO revision 4 on both media: one packet per WebSocket frame, several joined by {@code 0x1E} in a polling body.
 *
 * <p>Stateless, safe on every thread. Faults are values: a caller closes the session with reason {@code parse error}.
 * Whether a packet may come now, and from this side, is the caller's to judge.
 */
public final class EngineCodec {

    /** Between two packets of a polling body. */
    public static final byte SEPARATOR = 0x1e;

    /** Packets in one polling body. Without a cap, 1 MB of two-byte packets would become 500,000 objects. */
    public static final int MAX_PACKETS = 10_000;

    private static final int HANDSHAKE_DEPTH = 8;
    private static final byte[] PROBE = ascii("probe");
    private static final byte[] CLOSE = ascii("1");
    private static final byte[] PING = ascii("2");
    private static final byte[] PING_PROBE = ascii("2probe");
    private static final byte[] PONG = ascii("3");
    private static final byte[] PONG_PROBE = ascii("3probe");
    private static final byte[] UPGRADE = ascii("5");
    private static final byte[] NOOP = ascii("6");

    private EngineCodec() {}

    /** One text packet. */
    public sealed interface Decoded {}

    /** The text was a packet. */
    public record Packet(EnginePacket packet) implements Decoded {}

    /** The text was none.
     *
     * @param why for logs and tests, never for the client
     */
    public record Fault(String why) implements Decoded {}

    /**
     * A polling body: the packets in front of the first fault, and that fault if there is one.
     *
     * <p>The reference processes what came before a bad packet, so a caller must too.
     */
    public record Payload(
            List<EnginePacket> packets, @Nullable Fault fault) {
        public Payload {
            packets = List.copyOf(packets);
        }
    }

    /**
     * Decodes one text frame, or one element of a polling body.
     *
     * <p>A message shares {@code bytes}. An open packet without a readable handshake has {@code null} for one, and other data
     * behind a type that takes none is passed over: neither is a fault in the reference.
     */
    public static Decoded decodeText(byte[] bytes, int from, int end) {
        if (from >= end) return new Fault("empty packet");
        int data = from + 1;
        return switch (bytes[from]) {
            case '0' -> new Packet(new EnginePacket.Open(handshake(bytes, data, end)));
            case '1' -> new Packet(new EnginePacket.Close());
            case '2' -> new Packet(new EnginePacket.Ping(isProbe(bytes, data, end)));
            case '3' -> new Packet(new EnginePacket.Pong(isProbe(bytes, data, end)));
            case '4' -> message(bytes, data, end);
            case '5' -> new Packet(new EnginePacket.Upgrade());
            case '6' -> new Packet(new EnginePacket.Noop());
            case 'b' -> binary(bytes, data, end);
            default -> new Fault("unknown packet type");
        };
    }

    /** Decodes the body of a polling request, up to {@link #MAX_PACKETS} packets. */
    public static Payload decodePayload(byte[] body) {
        var packets = new ArrayList<EnginePacket>();
        int from = 0;
        while (from <= body.length) {
            if (packets.size() == MAX_PACKETS) return new Payload(packets, new Fault("too many packets"));
            int end = from;
            while (end < body.length && body[end] != SEPARATOR) end++;
            switch (decodeText(body, from, end)) {
                case Packet(EnginePacket packet) -> packets.add(packet);
                case Fault fault -> {
                    return new Payload(packets, fault);
                }
            }
            from = end + 1;
        }
        return new Payload(packets, null);
    }

    /**
     * The text form of a packet, type digit included; a binary message becomes {@code b} and padded Base64.
     *
     * @return an array that may be shared, so not to be written to
     */
    public static byte[] encodeText(EnginePacket packet) {
        return switch (packet) {
            case EnginePacket.Open(RawJson handshake) -> {
                byte[] text = typed('0', handshake.length());
                handshake.copyTo(text, 1);
                yield text;
            }
            case EnginePacket.Close() -> CLOSE;
            case EnginePacket.Ping(boolean probe) -> probe ? PING_PROBE : PING;
            case EnginePacket.Pong(boolean probe) -> probe ? PONG_PROBE : PONG;
            case EnginePacket.Message(byte[] bytes, int from, int end) -> {
                byte[] text = typed('4', end - from);
                System.arraycopy(bytes, from, text, 1, end - from);
                yield text;
            }
            case EnginePacket.Binary(byte[] data) -> Base64Text.encode("b", data, 0, data.length);
            case EnginePacket.Upgrade() -> UPGRADE;
            case EnginePacket.Noop() -> NOOP;
        };
    }

    private static RawJson handshake(byte[] bytes, int from, int end) {
        return RawJson.check(bytes, from, end, HANDSHAKE_DEPTH) instanceof RawJson.Valid(RawJson value)
                ? value
                : RawJson.NULL;
    }

    private static boolean isProbe(byte[] bytes, int from, int end) {
        return Arrays.equals(bytes, from, end, PROBE, 0, PROBE.length);
    }

    private static Decoded message(byte[] bytes, int from, int end) {
        if (!Utf8.valid(bytes, from, end)) return new Fault("message is not UTF-8");
        return new Packet(new EnginePacket.Message(bytes, from, end));
    }

    private static Decoded binary(byte[] bytes, int from, int end) {
        Optional<byte[]> data = Base64Text.decode(bytes, from, end);
        return data.isPresent() ? new Packet(new EnginePacket.Binary(data.get())) : new Fault("bad Base64");
    }

    private static byte[] typed(char type, int length) {
        byte[] text = new byte[1 + length];
        text[0] = (byte) type;
        return text;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
