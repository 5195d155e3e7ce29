package dev.parley.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way into the store, batch by batch, in order: what has come while a batch was under way makes the next one. A batch is
 * repeated until it has succeeded, so what is written must bear that. Owned by the verticle's context.
 */
final class Batches<T> {

    private static final int MOST = 500;
    private static final long PAUSE_MILLIS = 200;
    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    /** How what is written is made out of what waits. */
    interface Form<T> {

        /** Whether it is still to be written. */
        boolean isWanted(T each);

        /** No two of the same name are in one batch. */
        String name(T each);

        Future<?> write(List<T> batch);
    }

    /** Whoever waits until so many have been written. */
    private record Barrier(long written, Promise<Void> promise) {}

    private final Vertx vertx;
    private final Form<T> form;
    private final BooleanSupplier mayWrite;
    private final Deque<T> waiting = new ArrayDeque<>();
    private final Queue<Barrier> barriers = new ArrayDeque<>();
    private boolean running;
    private boolean closed;
    private long added;
    private long written;

    Batches(Vertx vertx, BooleanSupplier mayWrite, Form<T> form) {
        this.vertx = vertx;
        this.mayWrite = mayWrite;
        this.form = form;
    }

    static <T> Form<T> form(Function<T, String> name, Function<List<T>, Future<?>> write) {
        return new Form<>() {
            @Override
            public boolean isWanted(T each) {
                return true;
            }

            @Override
            public String name(T each) {
                return name.apply(each);
            }

            @Override
            public Future<?> write(List<T> batch) {
                return write.apply(batch);
            }
        };
    }

    void add(T each) {
        waiting.addLast(each);
        added++;
        if (running) return;
        running = true;
        // Not at once, so that what comes in the same moment goes together.
        vertx.runOnContext(start -> run());
    }

    int waiting() {
        return waiting.size();
    }

    /** Done when all that has been added so far is written. */
    Future<Void> flushed() {
        if (waiting.isEmpty()) return Future.succeededFuture();
        if (closed) return Future.failedFuture(new IllegalStateException("closed"));
        var barrier = new Barrier(added, Promise.promise());
        barriers.add(barrier);
        return barrier.promise().future();
    }

    /** Writes no more: whoever waits for that waits in vain. */
    void close() {
        closed = true;
        while (!barriers.isEmpty()) barriers.remove().promise().fail(new IllegalStateException("closed"));
    }

    private void run() {
        if (closed) return;
        if (!mayWrite.getAsBoolean()) {
            var unused = vertx.setTimer(PAUSE_MILLIS, again -> run());
            return;
        }
        var names = new HashSet<String>();
        var batch = new ArrayList<T>();
        int taken = 0;
        for (T each : waiting) {
            if (taken == MOST || !names.add(form.name(each))) break;
            taken++;
            if (form.isWanted(each)) batch.add(each);
        }
        int size = taken;
        (batch.isEmpty() ? Future.succeededFuture() : form.write(batch)).onComplete(done -> {
            if (done.succeeded()) {
                advance(size);
            } else {
                log.debug("{} to be written again: {}", size, done.cause().toString());
                vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).onComplete(again -> run());
            }
        });
    }

    private void advance(int size) {
        for (int i = 0; i < size; i++) waiting.removeFirst();
        written += size;
        for (Barrier first = barriers.peek(); first != null && first.written() <= written; first = barriers.peek()) {
            barriers.remove().promise().complete();
        }
        if (waiting.isEmpty()) running = false;
        else run();
    }
}
