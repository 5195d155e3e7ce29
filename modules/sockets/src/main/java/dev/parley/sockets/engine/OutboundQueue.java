package dev.parley.sockets.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for one client, counted in bytes and in number. Confined to its session's event loop.
 *
 * <p>What it may drop, the packets themselves say, which all recipients share: nothing is kept for each of them here.
 */
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

    /** Whether more waits than may. */
    boolean exceeds(int maxBytes, int maxPackets) {
        return bytes > maxBytes || packets.size() > maxPackets;
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

    // ---- Dropping ----

    /** What {@link #makeRoom} did.
     *
     * @param dropped first packets of events, in the order of sending
     * @param enough whether no more waits than may, and this will not be needed again with each event
     */
    record Room(List<WirePacket> dropped, boolean enough) {}

    /**
     * Drops whole events that may be dropped, volatile ones first, then the oldest, until a quarter of the bounds is free:
     * since this looks at every packet, it must not be needed for every event. The newest event stays, what stays keeps
     * its order, and an event whose first part has left already is not cut short.
     */
    Room makeRoom(int maxBytes, int maxPackets) {
        var dropped = new ArrayList<WirePacket>();
        int goalBytes = maxBytes - maxBytes / 4;
        int goalPackets = maxPackets - maxPackets / 4;
        int newest = newest();
        int bytesBefore = bytes;
        int packetsBefore = packets.size();
        drop(Worth.VOLATILE, packets.size() - newest, goalBytes, goalPackets, dropped);
        if (exceeds(goalBytes, goalPackets))
            drop(Worth.DROPPABLE, packets.size() - newest, goalBytes, goalPackets, dropped);
        boolean worthIt = bytesBefore - bytes >= maxBytes / 16
                || packetsBefore - packets.size() >= maxPackets / 16
                || packets.size() == newest;
        return new Room(dropped, worthIt && !exceeds(maxBytes, maxPackets));
    }

    /**
     * Turns the queue around once.
     *
     * @param older how many packets stand in front of the newest event
     */
    private void drop(Worth worth, int older, int enoughBytes, int enoughPackets, List<WirePacket> dropped) {
        boolean dropping = false;
        for (int i = packets.size(), at = 0; at < i; at++) {
            WirePacket packet = packets.remove();
            boolean part = packet.worth() == Worth.PART;
            // While one is out of it, the queue looks one packet shorter than it is.
            if (!part) dropping = at < older && packet.worth() == worth && exceeds(enoughBytes, enoughPackets - 1);
            if (dropping) {
                bytes -= packet.frame().length;
                if (!part) dropped.add(packet);
            } else {
                packets.add(packet);
            }
        }
    }

    /** Of how many packets the last event is. */
    private int newest() {
        int count = 0;
        Iterator<WirePacket> backwards = packets.descendingIterator();
        while (backwards.hasNext()) {
            count++;
            if (backwards.next().worth() != Worth.PART) break;
        }
        return count;
    }
}
