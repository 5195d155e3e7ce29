package dev.parley.sockets.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

    /** Takes what fits one polling body, but at least one packet. */
    List<WirePacket> take(int maxBytes) {
        var taken = new ArrayList<WirePacket>(packets.size());
        int length = 0;
        for (WirePacket next = peek(); next != null; next = peek()) {
            length += next.pollingLength() + 1;
            if (length > maxBytes && !taken.isEmpty()) break;
            taken.add(next);
            poll();
        }
        return taken;
    }

    void clear() {
        packets.clear();
        bytes = 0;
    }
}
