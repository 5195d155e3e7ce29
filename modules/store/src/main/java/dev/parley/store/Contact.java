package dev.parley.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the server answers; owned by the {@link Store}, and safe on every thread. It asks once in a while. */
final class Contact {

    private static final Logger log = LoggerFactory.getLogger(Contact.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final MongoClient client;

    /** What is still to be done before anything is stored, such as indexes, in this order. */
    private final Queue<Supplier<Future<?>>> steps = new ConcurrentLinkedQueue<>();

    private final Promise<Void> first = Promise.promise();
    private volatile boolean made;
    private volatile boolean prepared;
    private volatile boolean told;
    private volatile boolean closed;

    /** Guarded by this object's lock. */
    private long timer;

    Contact(Vertx vertx, MongoClient client) {
        this.vertx = vertx;
        this.client = client;
    }

    void prepare(Supplier<Future<?>> step) {
        steps.add(step);
    }

    Future<Void> watch() {
        ask();
        return first.future();
    }

    boolean isMade() {
        return made;
    }

    boolean isPrepared() {
        return prepared;
    }

    synchronized void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    private void ask() {
        if (closed) return;
        client.runCommand("ping", new JsonObject().put("ping", 1))
                .compose(here -> prepared())
                .onSuccess(ready -> made())
                .onFailure(this::missed)
                .onComplete(looked -> askLater());
    }

    private synchronized void askLater() {
        if (!closed) timer = vertx.setTimer(PAUSE_MILLIS, later -> ask());
    }

    private Future<Void> prepared() {
        Supplier<Future<?>> step = steps.peek();
        if (step == null) return Future.succeededFuture();
        return step.get().compose(done -> {
            steps.remove(step);
            return prepared();
        });
    }

    private void made() {
        if (!made && told) log.info("the store answers again");
        prepared = true;
        made = true;
        told = false;
        first.tryComplete();
    }

    /** Told by the kind of the fault alone: its words may hold what the command did. */
    private void missed(Throwable fault) {
        made = false;
        first.tryComplete();
        if (told || closed) return;
        told = true;
        log.warn(
                "the store does not answer ({}); what needs it is refused until it does",
                fault.getClass().getSimpleName());
    }
}
