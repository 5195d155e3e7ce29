package dev.parley.webhooks;

import dev.parley.store.webhooks.Leases.PartitionLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a node has to do to have its share of the partitions, and no more. Stateless. */
final class Share {

    private Share() {}

    /** One thing to do. */
    sealed interface Step {

        int partition();

        /** Make it this node's, by this term. */
        record Take(int partition, long term) implements Step {}

        /** It is this node's: begin. */
        record Open(int partition, long term) implements Step {}

        /** Another node should have it: end, and give it up. */
        record HandOver(int partition, long term) implements Step {}

        /** Another node has it. */
        record Lose(int partition) implements Step {}
    }

    /**
     * The steps to take now.
     *
     * @param living nodes whose partitions are theirs
     * @param working those of them that take partitions
     * @param leases of the store
     * @param held the partitions that this node works with, each with its term
     */
    static List<Step> steps(
            String self,
            Set<String> living,
            Set<String> working,
            Map<Integer, PartitionLease> leases,
            Map<Integer, Long> held) {
        var steps = new ArrayList<Step>();
        for (int partition = 0; partition < LaneKey.PARTITIONS; partition++) {
            PartitionLease lease = leases.getOrDefault(partition, new PartitionLease(partition, Optional.empty(), 0));
            boolean wanted = Rendezvous.of(working, "partition " + partition)
                    .filter(self::equals)
                    .isPresent();
            boolean owned = lease.owner().filter(self::equals).isPresent();
            Long term = held.get(partition);
            if (term != null && !(owned && term == lease.term())) steps.add(new Step.Lose(partition));
            if (owned && !wanted) {
                steps.add(new Step.HandOver(partition, lease.term()));
            } else if (owned && (term == null || term != lease.term())) {
                steps.add(new Step.Open(partition, lease.term()));
            } else if (!owned
                    && wanted
                    && lease.owner().filter(living::contains).isEmpty()) {
                steps.add(new Step.Take(partition, lease.term() + 1));
            }
        }
        return steps;
    }
}
