package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import io.vertx.core.Future;

/**
 * The sockets of the whole cluster: what is known of them, and what is done to them. Safe on every thread.
 *
 * <p>Answers come from those nodes that concern it, within a deadline, and tell which of them were silent. No future fails,
 * whatever becomes of other nodes.
 */
public interface ClusterSockets {

    /** Does something to each socket of the audience, in its place among the broadcasts of the calling thread (promise P2). */
    void command(Audience audience, Command command, Reach reach);

    /** The same in the whole cluster. */
    default void command(Audience audience, Command command) {
        command(audience, command, Reach.CLUSTER);
    }

    /**
     * The same; done when it is done everywhere, which for {@link Command.Join} means that all nodes
     * know of it (promise P1). A socket that may not be in one of the rooms (the app's limits, a backend that cannot be told)
     * is not reached, and may be in the others.
     */
    Future<Applied> commanded(Audience audience, Command command);

    /** The same at one node, whether it is known to have such sockets or not. */
    Future<Applied> commandedAt(NodeId node, Audience audience, Command command);

    /** Sends an event as {@link Broadcaster} does; done when each node has told to how many sockets it has handed it. */
    Future<Applied> reported(Broadcast event, Reach reach);

    /** The sockets of an audience, by id. */
    Future<Found<SocketInfo>> sockets(Audience audience, Page page);

    /** The rooms that sockets of an audience are in and whose names begin so, with how many of these sockets are in each. */
    Future<Found<Occupancy>> rooms(Audience audience, String prefix, Page page);

    /**
     * The users who have sockets in an audience and whose names begin so, with how many of these sockets each has.
     *
     * <p>Their nodes are asked, though the shared register has the same users: an entry of a Hazelcast map is with one node,
     * and while that one is frozen nobody reads it, whoever's devices it counts; and each device would be a write. A node that
     * is asked in vain is named, costs the deadline at most, and hides nobody but its own.
     */
    Future<Found<Occupancy>> users(Audience audience, String prefix, Page page);
}
