package dev.parley.webhooks;

import java.util.List;

/**
 * The first of a lane, to be attempted now. It ends by exactly one call to {@link Queues}.
 *
 * @param entries several go in one request
 * @param probe whether it tries an endpoint that was left alone
 */
record Turn(Lane lane, List<Entry> entries, boolean probe) {

    Turn {
        entries = List.copyOf(entries);
    }

    /** The first ones of it alone; the others stay where they are. */
    Turn first(int most) {
        if (most >= entries.size()) return this;
        lane.attempted = most;
        return new Turn(lane, entries.subList(0, most), probe);
    }

    Recipient to() {
        return lane.key().to();
    }

    Partition partition() {
        return lane.partition();
    }
}
