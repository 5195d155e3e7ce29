package dev.parley.cluster;

import java.util.List;

/**
 * How this node finds the others.
 *
 * @param name nodes of different names never join one another
 * @param host the address that Hazelcast and the event bus bind and announce; loopback unless configured
 * @param port Hazelcast's port on {@code host}
 * @param busPort the event bus's port on {@code host}; 0 takes a free one
 * @param members {@code host:port} of nodes to look for, this one may be among them, where a host name stands for every
 *     address that it has; none means a node on its own, without Hazelcast
 */
public record ClusterConfig(String name, String host, int port, int busPort, List<String> members) {

    public ClusterConfig {
        members = List.copyOf(members);
    }

    /** Whether there is a cluster to join. */
    public boolean enabled() {
        return !members.isEmpty();
    }
}
