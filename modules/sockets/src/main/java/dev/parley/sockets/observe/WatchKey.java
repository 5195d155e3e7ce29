package dev.parley.sockets.observe;

import dev.parley.bus.NodeId;

/**
 * Names a watch in the cluster.
 *
 * @param by who watches
 * @param number of the watch among those of {@link #by}
 */
public record WatchKey(NodeId by, long number) {}
