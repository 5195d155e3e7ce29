package dev.parley.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Who waits for events of a log to be copied. Confined to LogVerticle's event loop. All who come while one part of the log is
 * on its way share what they wait for.
 */
final class Waiting {

    private static final class Group {
        final Promise<Void> promise = Promise.promise();
        final long since;
        long upTo;
        int size;

        Group(long since) {
            this.since = since;
        }
    }

    private final long patience;
    private final Deque<Group> groups = new ArrayDeque<>();
    private boolean open;

    /** @param patience milliseconds */
    Waiting(long patience) {
        this.patience = patience;
    }

    /** Until the event of that number, the last one, is copied. */
    Future<Void> until(long number, long now) {
        if (!open) groups.addLast(new Group(now));
        open = true;
        Group group = groups.getLast();
        group.upTo = number;
        group.size++;
        return group.promise.future();
    }

    /** Whoever comes later waits for the next part. */
    void close() {
        open = false;
    }

    /** Everything up to this number is copied. */
    void copied(long upTo) {
        while (!groups.isEmpty() && groups.getFirst().upTo <= upTo) release();
    }

    /** Lets go who has waited too long, and tells how many these are. */
    int expire(long now) {
        int released = 0;
        while (!groups.isEmpty() && now - groups.getFirst().since >= patience) released += release();
        return released;
    }

    /** There is nothing to wait for any more. */
    void end() {
        while (!groups.isEmpty()) release();
    }

    private int release() {
        Group group = groups.removeFirst();
        if (groups.isEmpty()) open = false;
        group.promise.complete();
        return group.size;
    }
}
