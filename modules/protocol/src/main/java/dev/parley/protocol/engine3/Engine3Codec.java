package dev.parley.protocol.engine3;

import dev.parley.protocol.engine.Base64Text;
import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EngineCodec.Decoded;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine.EngineCodec.Packet;
import dev.parley.protocol.engine.EngineCodec.Payload;
import dev.parley.protocol.engine.EnginePacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads Engine.IO revision 3, as clients of Socket.IO 1 and 2 speak it (Engine.IO protocol, revision 3, "Encoding").
 *
 * <p>Stateless, safe on every thread. What comes out is as with {@link EngineCodec}: faults are values, packets in front of
 * one count, and {@link EngineCodec#MAX_PACKETS} holds for a body. The time taken is linear in the bytes.
 */
public final class Engine3Codec {

    private static final byte MESSAGE = 4;

    private Engine3Codec() {}

    /**
     * Decodes one text frame, or one text packet of a polling body: as in revision 4, but a binary message is {@code b4} and
     * Base64. A message shares {@code utf8}.
     */
    public static Decoded decodeText(byte[] utf8, int from, int end) {
        if (from >= end || utf8[from] != 'b') return EngineCodec.decodeText(utf8, from, end);
        if (from + 1 == end || utf8[from + 1] != '4') return new Fault("binary is not a message");
        Optional<byte[]> data = Base64Text.decode(utf8, from + 2, end);
        return data.isPresent() ? new Packet(new EnginePacket.Binary(data.get())) : new Fault("bad Base64");
    }

    /** Decodes one binary WebSocket frame: the type as a number, which must be that of a message, then the data. */
    public static Decoded decodeBinary(byte[] frame) {
        return decodeBinary(frame, 0, frame.length);
    }

    /** Decodes a polling body in its text form: {@code <n>:<packet>} in UTF-8, n in UTF-16 code units. */
    public static Payload decodeTextPayload(byte[] body) {
        if (body.length == 0) return new Payload(List.of(), new Fault("empty body"));
        return decode(body, Step::inText);
    }

    /** Decodes a polling body of type {@code application/octet-stream}. An empty one has no packets and no fault. */
    public static Payload decodeBinaryPayload(byte[] body) {
        return decode(body, Step::inBinary);
    }

    private static Payload decode(byte[] body, Step.Form form) {
        List<EnginePacket> packets = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            Step step = form.at(body, at);
            at = step.end();
            switch (step.decoded()) {
                case null -> {}
                case Fault fault -> {
                    return new Payload(packets, fault);
                }
                case Packet(EnginePacket packet) -> {
                    if (packets.size() == EngineCodec.MAX_PACKETS) {
                        return new Payload(packets, new Fault("too many packets"));
                    }
                    packets.add(packet);
                }
            }
        }
        return new Payload(packets, null);
    }

    static Decoded decodeBinary(byte[] bytes, int from, int end) {
        if (from >= end) return new Fault("empty packet");
        if (bytes[from] != MESSAGE) return new Fault("binary is not a message");
        return new Packet(new EnginePacket.Binary(Arrays.copyOfRange(bytes, from + 1, end)));
    }
}
