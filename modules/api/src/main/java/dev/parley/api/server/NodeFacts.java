package dev.parley.api.server;

import dev.parley.bus.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What is known of the node that answers. Safe on every thread.
 *
 * @param version of Parley
 * @param nodes of the cluster as it sees them now, itself among them
 * @param connections of an app, by its id, at this node now
 */
public record NodeFacts(
        NodeId id,
        String version,
        Instant started,
        List<ServedNamespace> namespaces,
        Supplier<List<NodeId>> nodes,
        ToIntFunction<String> connections) {

    public NodeFacts {
        namespaces = List.copyOf(namespaces);
    }

    /**
     * A namespace, or some that fit a pattern.
     *
     * @param name as it is configured
     */
    public record ServedNamespace(String name, String profile) {}
}
