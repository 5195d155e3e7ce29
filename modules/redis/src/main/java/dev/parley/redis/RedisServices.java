package dev.parley.redis;

import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the bridge has of the rest of the node; safe on every thread.
 *
 * @param namespaces whether there is a namespace of this name
 * @param ids makes the ids of events
 */
public record RedisServices(
        Broadcaster broadcaster,
        ClusterSockets sockets,
        Predicate<String> namespaces,
        Supplier<String> ids,
        MeterRegistry meters) {}
