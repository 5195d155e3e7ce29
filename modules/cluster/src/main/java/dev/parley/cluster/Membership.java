package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.util.Set;

/** The nodes of the cluster as this node sees them. Safe on every thread. */
public interface Membership {

    /** All other nodes, at this moment. */
    Set<NodeId> others();

    /** Tells of every later change, on any thread. */
    void watch(Watcher watcher);

    /**
     * Hears of changes. A node that was removed and is back, however fast, first left and then joined; and where it was this
     * node that was removed, all others did.
     */
    interface Watcher {
        void joined(NodeId node);

        void left(NodeId node);
    }

    /** The membership of a node without a cluster. */
    Membership ALONE = new Membership() {
        @Override
        public Set<NodeId> others() {
            return Set.of();
        }

        @Override
        public void watch(Watcher watcher) {}
    };
}
