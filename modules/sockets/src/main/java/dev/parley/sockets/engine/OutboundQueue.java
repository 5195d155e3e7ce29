package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Packets that wait for one client, counted in bytes. Confined to its session's event loop. */
final class OutboundQueue {

    private final ArrayDeque<WirePacket> packets = new ArrayDeque<>(4);
    private int bytes;

    void add(WirePacket packet) {
        packets.add(packet);
        bytes += packet.frame().length;
    }

    @Nullable
    WirePacket peek() {
        return packets.peek();
    }

    @Nullable
    WirePacket poll() {
        WirePacket packet = packets.poll();
        if (packet != null) bytes -= packet.frame().length;
        return packet;
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** What waits, as WebSocket frames. */
    int bytes() {
        return bytes;
    }

    /** Takes everything as one polling body. */
    byte[] drainPayload() {
        int length = packets.size() - 1;
        for (WirePacket packet : packets) length += packet.pollingLength();
        byte[] body = new byte[length];
        int at = 0;
        for (WirePacket packet; (packet = poll()) != null; ) {
            if (at > 0) body[at++] = EngineCodec.SEPARATOR;
            at = packet.copyPolling(body, at);
        }
        return body;
    }

    void clear() {
        packets.clear();
        bytes = 0;
    }
}
