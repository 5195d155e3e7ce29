package dev.parley.bus;

/**
 * The name of one running Parley process: chosen at start, kept until it ends, never used again.
 *
 * <p>It is not Hazelcast's member id, which changes when a node comes back from a network split.
 */
public record NodeId(String value) implements Comparable<NodeId> {

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
