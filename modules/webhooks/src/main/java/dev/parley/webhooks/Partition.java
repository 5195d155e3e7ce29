package dev.parley.webhooks;

import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.webhooks.DeliverySketch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A share of the outbox that this node owns: which deliveries there are, and the next place. What is pending is in {@link
 * Queues}. Owned by the verticle's context.
 */
final class Partition {

    /** What may be done with it. */
    enum State {
        /** It has to be read first: nothing is added. */
        LOADING,
        OPEN,
        /** It goes to another node: nothing is added or begun; what was begun is noted. */
        CLOSING,
        /** It belongs to another node: what was begun here is noted no more. */
        LOST
    }

    private final int number;
    private final long term;
    private final Set<String> known = new HashSet<>();
    private final Shelf shelf;
    private State state = State.LOADING;
    private long next;
    private int inFlight;
    private @Nullable Promise<Void> idle;

    /**
     * One that has to be loaded.
     *
     * @param term of the lease by which this node has it
     */
    Partition(int number, long term, WebhooksConfig config) {
        this.number = number;
        this.term = term;
        this.shelf = new Shelf(config);
    }

    int number() {
        return number;
    }

    long term() {
        return term;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isLoading() {
        return state == State.LOADING;
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** Whether this node may still write what becomes of its deliveries. */
    boolean isOurs() {
        return state != State.LOST;
    }

    /** Adds nothing more before it is read again; false if that does not matter any more. */
    boolean doubt() {
        if (state == State.OPEN) state = State.LOADING;
        return state == State.LOADING;
    }

    /**
     * It has been read: what is unknown is added. What is known may be ahead of what was read.
     *
     * @return those that too many are kept of
     */
    List<String> merge(List<DeliverySketch> sketches, Queues queues) {
        if (state != State.LOADING) return List.of();
        // Places that were given in vain are given again: whatever is stored there after all is noticed then.
        next = 0;
        for (DeliverySketch sketch : sketches) {
            next = Math.max(next, sketch.seq() + 1);
            if (!known.add(sketch.id())) continue;
            var to = new Recipient(sketch.app(), sketch.endpoint());
            if (sketch.state() == DeliveryState.PENDING) {
                var entry = new Entry(sketch.id(), sketch.accepted(), sketch.failures(), sketch.next());
                queues.add(new LaneKey(to, sketch.lane()), this, entry);
            } else {
                shelf.add(to, sketch.state(), sketch.id());
            }
        }
        state = State.OPEN;
        return forget(shelf.trim());
    }

    boolean knows(String id) {
        return known.contains(id);
    }

    /** The next place; each is given once. */
    long take() {
        return next++;
    }

    /** The place that {@link #take} gives next. */
    long next() {
        return next;
    }

    void added(String id) {
        known.add(id);
    }

    /**
     * It is delivered or dead.
     *
     * @return those of its kind that too many are kept of
     */
    List<String> settled(Recipient to, DeliveryState as, String id) {
        shelf.add(to, as, id);
        // While it is being read, what it says of those that are forgotten now would count as news.
        return state == State.OPEN || state == State.CLOSING ? forget(shelf.trim(to, as)) : List.of();
    }

    void pendingAgain(Recipient to, String id) {
        shelf.remove(to, id);
        known.add(id);
    }

    /** What is known of one is not certain: it counts as unknown until the partition has been read again. */
    void unlearn(Recipient to, String id) {
        shelf.remove(to, id);
        known.remove(id);
    }

    List<String> forget(List<String> ids) {
        ids.forEach(known::remove);
        return ids;
    }

    void forget(Recipient to) {
        forget(shelf.forget(to));
    }

    // ---- How it ends ----

    void close() {
        if (state != State.LOST) state = State.CLOSING;
    }

    void lose() {
        state = State.LOST;
    }

    void began() {
        inFlight++;
    }

    void ended() {
        inFlight--;
        if (inFlight == 0 && idle != null) idle.tryComplete();
    }

    /** Done when nothing of it is being attempted. */
    Future<Void> idle() {
        if (inFlight == 0) return Future.succeededFuture();
        if (idle == null || idle.future().isComplete()) idle = Promise.promise();
        return idle.future();
    }
}
