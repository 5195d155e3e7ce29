package dev.parley.webhooks;

import dev.parley.bus.webhooks.Tell.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Deliveries that are to be stored, and whoever waits for it. Owned by {@link Consignor}. */
final class Telling {

    private final Patience patience;
    private final long deadlineNanos;
    private final Runnable whenStored;
    private final Promise<Boolean> answer = Promise.promise();
    private int left;
    private boolean refused;

    Telling(int deliveries, Patience patience, long deadlineNanos, Runnable whenStored) {
        this.left = deliveries;
        this.patience = patience;
        this.deadlineNanos = deadlineNanos;
        this.whenStored = whenStored;
    }

    Future<Boolean> answer() {
        return answer.future();
    }

    boolean isAnswered() {
        return answer.future().isComplete();
    }

    boolean isDue(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    boolean isRefusable() {
        return patience == Patience.REFUSE;
    }

    /** How many are not stored yet. */
    int left() {
        return left;
    }

    /** Whether what is left of it is stored no more. */
    boolean isOver() {
        return refused;
    }

    /** One more is stored. */
    void stored() {
        left--;
        if (left > 0 || refused) return;
        whenStored.run();
        answer.tryComplete(true);
    }

    /** Some of it is not stored, or not in time. Whoever can still refuse does, and then nothing more of it is stored. */
    void never() {
        refused = refused || isRefusable();
        answer.tryComplete(false);
    }
}
