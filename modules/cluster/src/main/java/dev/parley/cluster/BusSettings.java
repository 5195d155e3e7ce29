package dev.parley.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import java.util.concurrent.TimeUnit;

/** The event bus as Parley needs it: bound to one address, its connections given up soon after the node at their other end. */
final class BusSettings {

    /**
     * What was not acknowledged for so long is lost, with the connection. Longer than Hazelcast waits for a silent node: what is
     * lost so is said again when that one joins. Without it, TCP tries again after twice the time of the try before: measured,
     * two nodes that were apart for 15 s did not reach each other for 16 s more. For native transports alone.
     */
    private static final int UNACKNOWLEDGED_MILLIS = 6_000;

    /** A connection that cannot be made now is tried anew, since TCP pauses longer and longer here, too. */
    private static final int CONNECTED_WITHIN_MILLIS = 2_000;

    private static final int ATTEMPTS = 3;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

    /** Finds dead connections where the transport is not native. The answer comes from an event loop, which may be busy. */
    private static final long PING_MILLIS = 5_000;

    private static final long PONG_WITHIN_MILLIS = 10_000;

    /** The other end of one that was given up while the nodes were apart hears nothing any more, not even pings. */
    private static final int IDLE_SECONDS = 60;

    private BusSettings() {}

    static EventBusOptions of(ClusterConfig cluster) {
        return new EventBusOptions()
                .setHost(cluster.host())
                .setPort(cluster.busPort())
                .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS)
                .setConnectTimeout(CONNECTED_WITHIN_MILLIS)
                .setReconnectAttempts(ATTEMPTS)
                .setReconnectInterval(BETWEEN_ATTEMPTS_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PONG_WITHIN_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_SECONDS);
    }
}
