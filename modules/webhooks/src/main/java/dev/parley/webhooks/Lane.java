package dev.parley.webhooks;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pending deliveries of one lane, in their order. Owned by {@link Queues}. */
final class Lane {

    /** What the first of it waits for. */
    enum State {
        READY,
        /** It is being attempted. */
        BUSY,
        /** The next attempt is not due. */
        RESTING,
        /** The node has nothing more to do with the lane. */
        REMOVED
    }

    private final LaneKey key;
    private final Partition partition;
    private final EndpointQueue queue;
    private final Deque<Entry> entries = new ArrayDeque<>(2);
    State state = State.READY;

    /** While it rests: until when. */
    @Nullable
    Instant until;

    /** While it is busy: how many of its first ones are being attempted. */
    int attempted;

    Lane(LaneKey key, Partition partition, EndpointQueue queue) {
        this.key = key;
        this.partition = partition;
        this.queue = queue;
    }

    LaneKey key() {
        return key;
    }

    Partition partition() {
        return partition;
    }

    EndpointQueue queue() {
        return queue;
    }

    Deque<Entry> entries() {
        return entries;
    }

    /**
     * The first ones, which go together: those that did so before, or as many as may that were never attempted. So a group stays
     * the same, and with it the id of its request, whoever repeats it.
     */
    List<Entry> group(int most) {
        var group = new ArrayList<Entry>(Math.min(most, entries.size()));
        for (Entry entry : entries) {
            if (group.size() == most || (!group.isEmpty() && !entry.wentWith(group.getFirst()))) break;
            group.add(entry);
        }
        return group;
    }
}
