package dev.parley.webhooks;

/** What arrives in order. */
record LaneKey(Recipient to, String lane) {

    /** How many partitions the outbox has. It cannot be changed while anything is pending. */
    static final int PARTITIONS = 16;

    /** Where all of the lane is, on every node of every release. */
    int partition() {
        int hash = 31 * (31 * to.app().hashCode() + to.endpoint().hashCode()) + lane.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return (hash ^ hash >>> 16) & PARTITIONS - 1;
    }
}
