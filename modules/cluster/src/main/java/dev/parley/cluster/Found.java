package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.util.List;

/**
 * A page of what the nodes of the cluster have told.
 *
 * @param items sorted by name, those of all nodes that have answered
 * @param more whether there are more behind the last one
 * @param silent nodes that did not answer in time: what they have is missing
 */
public record Found<T>(List<T> items, boolean more, List<NodeId> silent) {

    public Found {
        items = List.copyOf(items);
        silent = List.copyOf(silent);
    }
}
