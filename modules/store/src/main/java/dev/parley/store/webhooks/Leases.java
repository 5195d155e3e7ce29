package dev.parley.store.webhooks;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes live, by their own account, and which of them delivers which partition. Times are of the node that wrote them:
 * whoever compares them watches how they change. Safe on every thread; a future fails with a StoreLost.
 */
public interface Leases {

    /**
     * A node that says it lives.
     *
     * @param renewals how often it has said so
     */
    record NodeLease(String node, long renewals, Instant at) {}

    /**
     * Who delivers a partition.
     *
     * @param owner nothing if nobody does
     * @param term one more with each owner
     */
    record PartitionLease(int partition, Optional<String> owner, long term) {}

    /** All nodes that have said they live and were not forgotten. */
    Future<List<NodeLease>> nodes();

    /** Says that a node lives. */
    Future<Void> renew(NodeLease lease);

    /** A node is gone, and nothing of it is left. */
    Future<Void> forget(String node);

    /** All partitions that were ever taken. */
    Future<List<PartitionLease>> partitions();

    /** Puts a lease in the place of the one of the term before it; false where somebody else was faster. Safe to repeat. */
    Future<Boolean> take(PartitionLease lease);
}
