package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The copies of logs that this node keeps for others. Confined to LogVerticle's event loop. */
final class LogCopies {

    /** A copy whose holder has said nothing for so many milliseconds is kept by somebody else meanwhile. */
    private static final long SILENCE = 60_000;

    /** A copy of a log. */
    static final class Copy {
        private final NodeId holder;
        private final EventLog log;
        private boolean complete;
        private long heardAt;

        private Copy(NodeId holder, EventLog log) {
            this.holder = holder;
            this.log = log;
        }

        EventLog log() {
            return log;
        }

        /** Whether it has had everything that its holder keeps. */
        boolean isComplete() {
            return complete;
        }
    }

    private final EventLog.Limits limits;
    private final LongSupplier clock;
    private final Map<NodeId, Copy> copies = new HashMap<>();

    LogCopies(EventLog.Limits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a part of a log. The same part may come twice. */
    LogCopied take(LogCopy part) {
        Copy copy = copies.get(part.origin());
        if (part.ended()) {
            if (copy != null && copy.holder.equals(part.holder())) copies.remove(part.origin());
            return new LogCopied(part.origin(), part.upTo());
        }
        if (part.reset()) {
            copy = new Copy(part.holder(), new EventLog(limits));
            copies.put(part.origin(), copy);
        }
        if (copy == null || !copy.holder.equals(part.holder()) || part.after() > copy.log.last()) {
            return new LogCopied(part.origin(), -1);
        }
        long now = clock.getAsLong();
        for (LogEntry entry : part.entries()) {
            if (entry.number() > copy.log.last()) copy.log.append(entry);
        }
        copy.log.advance(part.upTo());
        copy.log.lacks(part.expired(), part.overflows(), now);
        copy.complete |= part.complete();
        copy.heardAt = now;
        return new LogCopied(part.origin(), copy.log.last());
    }

    /** Refuses to keep a copy for a node that is not there. */
    static LogCopied refuse(LogCopy part) {
        return new LogCopied(part.origin(), -1);
    }

    boolean has(NodeId origin) {
        return copies.containsKey(origin);
    }

    /** Whose logs a node holds of which there are copies here. */
    List<NodeId> heldBy(NodeId holder) {
        return copies.entrySet().stream()
                .filter(each -> each.getValue().holder.equals(holder))
                .map(Map.Entry::getKey)
                .toList();
    }

    Copy take(NodeId origin) {
        Copy copy = copies.remove(origin);
        if (copy == null) throw new IllegalStateException("no copy of the log of " + origin);
        return copy;
    }

    void tick() {
        long now = clock.getAsLong();
        copies.values().removeIf(copy -> now - copy.heardAt > SILENCE);
        copies.values().forEach(copy -> copy.log.expire(now));
    }

    long bytes() {
        return copies.values().stream().mapToLong(copy -> copy.log.bytes()).sum();
    }
}
