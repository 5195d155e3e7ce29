package dev.parley.cluster.simulation;

/**
 * Something that a node says and that is not so.
 *
 * @param at in microseconds since the beginning
 */
record Finding(Rule rule, long at, String what) {

    enum Rule {
        /** Nothing throws. */
        NO_FAULT,
        /** A join is acknowledged only when every node routes there. */
        BARRIER,
        /** An event goes to a node once. */
        ONCE,
        /** Who is online is known everywhere within 10 s after a fault. */
        PRESENCE,
        /** Nodes become ready and joins are acknowledged in the end. */
        LIVENESS,
        /** Every node routes to those that have members, and to no other, in the end. */
        ROUTES,
        /** The sums of sockets are right in the end. */
        COUNTS
    }

    @Override
    public String toString() {
        return "%s at %.3f s: %s".formatted(rule, at / 1e6, what);
    }
}
