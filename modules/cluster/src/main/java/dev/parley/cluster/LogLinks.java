package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.Stamp;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What this node has sent of its log to each node, so that every stamp tells the receiver whether it has missed something.
 * Confined to LogVerticle's event loop.
 */
final class LogLinks {

    /** Of so many nodes that are gone it is remembered that they were there. */
    private static final int GONE = 10_000;

    private final NodeId self;
    private final Map<NodeId, Long> sent = new HashMap<>();
    private final Map<NodeId, Long> marked = new HashMap<>();

    /** Nodes that were there and may come back: what was accepted meanwhile was not sent to them. */
    private final Set<NodeId> gone = new LinkedHashSet<>();

    LogLinks(NodeId self) {
        this.self = self;
    }

    /** For the event of that number, which is sent to the node. */
    Stamp next(NodeId to, long number) {
        var stamp = new Stamp(self, number, previous(to, number - 1));
        sent.put(to, number);
        return stamp;
    }

    /** For what is sent to the node without being an event. */
    Stamp now(NodeId to, long last) {
        return new Stamp(self, last, previous(to, last));
    }

    private long previous(NodeId to, long last) {
        Long before = sent.get(to);
        if (before != null) return before;
        return gone.contains(to) ? last : 0;
    }

    /** The node is sent everything up to this number. */
    void caughtUp(NodeId to, long number) {
        sent.put(to, number);
    }

    /** Whether the node has been sent an event since it was last told how far the log is. */
    boolean isUnconfirmed(NodeId to) {
        return sent.getOrDefault(to, 0L) > marked.getOrDefault(to, 0L);
    }

    /** How far the log is, for a node that may not have heard all of it. */
    Stamp mark(NodeId to, long last) {
        marked.put(to, last);
        return now(to, last);
    }

    /** All others have left. */
    void keep(Predicate<NodeId> known) {
        for (NodeId node : sent.keySet()) {
            if (known.test(node)) continue;
            left(node);
            // The rest is looked at with the next event.
            return;
        }
    }

    void left(NodeId node) {
        sent.remove(node);
        marked.remove(node);
        gone.add(node);
        if (gone.size() > GONE) gone.remove(gone.iterator().next());
    }
}
