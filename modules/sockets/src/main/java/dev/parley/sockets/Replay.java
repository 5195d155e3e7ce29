package dev.parley.sockets;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.sockets.recovery.Comeback;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one client that has come back is sent before anything else: what it has missed, then what came while that was asked
 * for. Confined to its event loop.
 *
 * <p>Each event has the client's own position as its offset, so that a client that is cut off again goes on right there.
 */
final class Replay {

    /** An event of a node's log.
     *
     * @param accepted when, by that node's clock
     */
    private record Past(Stamp stamp, long accepted, EncodedPacket packet) {}

    private final Comeback back;
    private final List<Past> missed = new ArrayList<>();
    private final Map<NodeId, Long> told = new HashMap<>(4);
    private final HeldEvents held = new HeldEvents();
    private long bytes;

    Replay(Comeback back) {
        this.back = back;
    }

    /** An event comes while the client waits; true if it is kept for it. */
    boolean hold(EncodedPacket packet, boolean droppable) {
        return held.hold(packet, droppable);
    }

    /** A node's log tells what the client has missed.
     *
     * @param encoding of an event as a packet
     */
    void take(Missed part, Function<LogEntry, EncodedPacket> encoding) {
        for (LogEntry entry : part.events()) {
            EncodedPacket packet = encoding.apply(entry);
            missed.add(new Past(new Stamp(part.origin(), entry.number(), 0), entry.accepted(), packet));
            bytes += packet.size();
        }
        if (part.last()) told.put(part.origin(), part.stamp().number());
    }

    /** How much waits for the client. */
    long bytes() {
        return bytes + held.bytes();
    }

    int packets() {
        return missed.size() + held.packets().size();
    }

    /** How far the client has heard each node when it has got all this. */
    Position heard() {
        Position heard = before();
        for (Map.Entry<NodeId, Long> each : told.entrySet()) heard = heard.with(each.getKey(), each.getValue());
        for (EncodedPacket each : held.packets()) heard = after(heard, each);
        return heard;
    }

    /** What it has told is told again later. */
    void forget(NodeId origin) {
        told.remove(origin);
        missed.removeIf(each -> {
            if (!each.stamp().origin().equals(origin)) return false;
            bytes -= each.packet().size();
            return true;
        });
    }

    /** How far the client had heard each node when it was cut off. */
    Position before() {
        return back.heard().orElse(Position.EMPTY);
    }

    private static Position after(Position heard, EncodedPacket packet) {
        Stamp stamp = packet.stamp();
        return stamp == null ? heard : heard.with(stamp.origin(), stamp.number());
    }

    /** All of it, in order. Those of one node are in the order in which it accepted them, whatever its clock did. */
    List<EncodedPacket> events() {
        var events = new ArrayList<EncodedPacket>(packets());
        Position heard = before();
        for (Past each : merged()) {
            heard = heard.with(each.stamp().origin(), each.stamp().number());
            events.add(each.packet().heardTo(heard));
        }
        for (EncodedPacket each : held.packets()) {
            if (isTold(each.stamp())) continue;
            heard = after(heard, each);
            events.add(each.heardTo(heard));
        }
        return events;
    }

    private boolean isTold(@Nullable Stamp stamp) {
        return stamp != null && stamp.number() <= told.getOrDefault(stamp.origin(), 0L);
    }

    private List<Past> merged() {
        var latest = new HashMap<NodeId, Long>(4);
        var timed = new ArrayList<Past>(missed.size());
        for (Past each : missed) {
            long accepted = latest.merge(each.stamp().origin(), each.accepted(), Math::max);
            timed.add(new Past(each.stamp(), accepted, each.packet()));
        }
        // Stable: what one node accepted within a millisecond stays in order.
        timed.sort(Comparator.comparingLong(Past::accepted));
        return timed;
    }
}
