package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Echo;
import dev.parley.bus.LogMessage.EchoRequest;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last events of each other node's log that this node was sent, for whoever answers for that log when its node has died
 * before all was copied. Confined to whoever owns the {@link Arrivals}.
 */
final class Heard {

    /** More than a node sends while one part of a copy is on its way. */
    static final int MOST = 1_000;

    /** Bytes, of one log. */
    static final long MOST_BYTES = 1 << 20;

    /** The end of one log, as far as it was for this node. */
    private static final class End {
        final Deque<LogEntry> entries = new ArrayDeque<>();
        long bytes;

        /** The number of the last entry that is not kept any more. */
        long dropped;

        void add(LogEntry entry) {
            entries.addLast(entry);
            bytes += EventLog.size(entry);
            while (entries.size() > MOST || bytes > MOST_BYTES) {
                LogEntry oldest = entries.removeFirst();
                bytes -= EventLog.size(oldest);
                dropped = oldest.number();
            }
        }
    }

    private final NodeId self;
    private final Map<NodeId, End> ends = new HashMap<>();

    Heard(NodeId self) {
        this.self = self;
    }

    /** An event that is handed on, later than all others of its origin. */
    void add(Broadcast event, Stamp stamp, long now) {
        if (stamp.origin().equals(self)) return;
        ends.computeIfAbsent(stamp.origin(), first -> new End()).add(new LogEntry(stamp.number(), now, event));
    }

    Echo answer(EchoRequest request) {
        End end = ends.getOrDefault(request.origin(), new End());
        List<LogEntry> later = end.entries.stream()
                .filter(entry -> entry.number() > request.after())
                .toList();
        return new Echo(self, request.origin(), later, end.dropped <= request.after());
    }

    void forget(NodeId origin) {
        ends.remove(origin);
    }
}
