package dev.parley.sockets;

import java.util.ArrayList;
import java.util.List;

/**
 * Events that come for a client before its CONNECT is answered. A stock client would keep them for its next connection, where
 * it may get them again. Confined to the client's event loop.
 */
final class HeldEvents {

    private final List<EncodedPacket> packets = new ArrayList<>(0);
    private long bytes;

    /** True if it is kept; what may be dropped is. */
    boolean hold(EncodedPacket packet, boolean droppable) {
        if (droppable) return false;
        packets.add(packet);
        bytes += packet.size();
        return true;
    }

    /** The oldest first. */
    List<EncodedPacket> packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }
}
