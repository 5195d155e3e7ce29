package dev.parley.chaos.cluster;

import dev.parley.chaos.client.Server;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies between the nodes. Nodes have numbers from 1. */
interface Network extends AutoCloseable {

    /** Where a node serves clients. */
    Server server(int node);

    /** {@code host:port} by which nodes find a node. */
    String member(int node);

    /** What stands before the command that starts a node. */
    List<String> prefix(int node);

    /** The address of the store as nodes see it, which is at a port of the loopback address. */
    String store(int port);

    /** Why this fault cannot be made here; nothing if it can. */
    Optional<String> refuses(Fault.Kind kind);

    /** In which way it is made here, if that is not the usual one. */
    Optional<String> way(Fault.Kind kind);

    /** Some nodes and the others hear nothing of one another any more. */
    void part(Set<Integer> minority, int nodes);

    /** Packets of a node come late, or not all of them. */
    void disturb(int node, Fault.Kind kind) throws InterruptedException;

    /** All nodes hear one another again, at once. */
    void heal();

    @Override
    void close();
}
