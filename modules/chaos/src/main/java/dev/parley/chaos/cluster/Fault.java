package dev.parley.chaos.cluster;

import java.time.Duration;

/**
 * One harm. Immutable.
 *
 * @param pause how long before it nothing is done
 * @param node whom it hits, if it hits one
 * @param length how long it lasts, or how long the victim is gone
 * @param share of the clients that it hits, if it hits clients
 */
public record Fault(Kind kind, Duration pause, int node, Duration length, double share) {

    /** What is done. */
    public enum Kind {
        /** SIGKILL of a node, which is started again. */
        KILL,
        /** SIGSTOP of a node, and SIGCONT. */
        STOP,
        /** SIGTERM of a node, which is started again. */
        RESTART,
        /** SIGTERM and start of one node after another. */
        ROLLING,
        /** Connections of clients are reset (RST). */
        RESET,
        /** SIGKILL of the store, which is started again. */
        STORE,
        /** A node and the others do not hear one another, for long enough to believe that they are dead. */
        PARTITION,
        /** The same for a moment. */
        BLINK,
        /** Packets of a node come late. */
        DELAY,
        /** Packets of a node are lost. */
        LOSS;

        boolean isOfNetwork() {
            return this == PARTITION || this == BLINK || this == DELAY || this == LOSS;
        }

        /** Whether nodes may be unable to reach one another meanwhile. */
        public boolean parts() {
            return this == PARTITION || this == BLINK;
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ROLLING -> "rolling restart";
            case RESET -> "reset %.0f%% of the clients".formatted(share * 100);
            case STORE -> "kill -9 of the store, back after " + seconds(length);
            case KILL -> "kill -9 of node " + node + ", back after " + seconds(length);
            case RESTART -> "restart of node " + node;
            case STOP -> "SIGSTOP of node " + node + " for " + seconds(length);
            case PARTITION, BLINK -> "partition of node " + node + " from the others for " + seconds(length);
            case DELAY -> "delay at node " + node + " for " + seconds(length);
            case LOSS -> "loss at node " + node + " for " + seconds(length);
        };
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
