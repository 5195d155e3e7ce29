package dev.parley.webhooks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The partitions that this node has. Owned by the verticle's context. */
final class Holdings {

    private final Map<Integer, Partition> partitions = new HashMap<>();

    Optional<Partition> find(int number) {
        return Optional.ofNullable(partitions.get(number));
    }

    List<Partition> all() {
        return List.copyOf(partitions.values());
    }

    void add(Partition partition) {
        partitions.put(partition.number(), partition);
    }

    void remove(Partition partition) {
        partitions.remove(partition.number(), partition);
    }

    int size() {
        return partitions.size();
    }
}
