package dev.parley.cluster;

import java.time.Duration;

/**
 * What questions about the sockets of the whole cluster, and commands to them, may cost a node.
 *
 * @param within how long other nodes may take to answer
 * @param open how many may wait for answers at once; of further ones every node counts as silent
 */
public record RequestLimits(Duration within, int open) {}
