/**
 * Who is in the cluster, and which node has members of which room. The only package that imports Hazelcast.
 *
 * <p>{@link dev.parley.cluster.Cluster} joins it, {@link dev.parley.cluster.RoomDirectory} answers where members are,
 * {@link dev.parley.cluster.Broadcaster} sends an event to just those nodes.
 */
@NullMarked
package dev.parley.cluster;

import org.jspecify.annotations.NullMarked;
