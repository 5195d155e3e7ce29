package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage.Echo;
import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.End;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The copy of a log whose node has died, until all others have told what they heard of it after the copy ends: clients may
 * have been sent that by now. Confined to LogVerticle's event loop.
 */
final class Inheritance {

    /** Whoever has not answered after so many milliseconds is not waited for. */
    private static final long PATIENCE = 1_000;

    private final EventLog log;
    private final Optional<End> end;
    private final Set<NodeId> silent;
    private final long until;
    private final TreeMap<Long, LogEntry> heard = new TreeMap<>();

    /** Whether there may be events between the copy and what was heard that nobody has told of. */
    private boolean hole;

    /**
     * @param end where the log was known to have ended before
     * @param silent who is asked
     */
    Inheritance(EventLog log, Optional<End> end, Collection<NodeId> silent, long now) {
        this.log = log;
        this.end = end;
        this.silent = new HashSet<>(silent);
        this.until = now + PATIENCE;
    }

    Optional<End> end() {
        return end;
    }

    void hear(Echo echo) {
        if (!silent.remove(echo.from())) return;
        hole |= !echo.complete();
        for (LogEntry entry : echo.entries()) heard.put(entry.number(), entry);
    }

    /** It is not there any more to answer. */
    void left(NodeId node) {
        silent.remove(node);
    }

    boolean isSettled(long now) {
        return silent.isEmpty() || now >= until;
    }

    /** The log with what was heard, as far as that is known to be all: where one has a hole, the log ends where the copy does. */
    EventLog settled() {
        if (!hole) heard.tailMap(log.last(), false).values().forEach(log::append);
        return log;
    }
}
