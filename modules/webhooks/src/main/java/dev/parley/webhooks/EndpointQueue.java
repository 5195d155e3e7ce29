package dev.parley.webhooks;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits for one recipient on this node. Owned by {@link Queues}. */
final class EndpointQueue {

    private final Recipient to;
    private final Circuit circuit;
    private final Queue<Lane> ready = new ArrayDeque<>();

    /** Deliveries that are pending, those that are being attempted included. */
    int pending;

    int lanes;
    int inFlight;

    /** Whether it stands in the row of those that may be next. */
    boolean inRow;

    /** When it is woken up since its circuit may be tried; each time is set once. */
    @Nullable
    Instant alarm;

    EndpointQueue(Recipient to, Circuit circuit) {
        this.to = to;
        this.circuit = circuit;
    }

    Recipient to() {
        return to;
    }

    Circuit circuit() {
        return circuit;
    }

    /** Lanes whose first delivery may be attempted; among them may be some that were removed. */
    Queue<Lane> ready() {
        return ready;
    }
}
