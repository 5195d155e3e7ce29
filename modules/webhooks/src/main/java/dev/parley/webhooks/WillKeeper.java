package dev.parley.webhooks;

import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.Will;
import dev.parley.store.webhooks.Wills;
import dev.parley.store.webhooks.Wills.StoredWill;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the wills of this node's sockets in the store, batch by batch: what has come while a batch was under way makes the
 * next one, and is tried until the store takes it. Nobody would look for the wills of a node that is not listed: until it
 * is, they wait. One that is replaced, or taken back, before it was written is not written.
 * Owned by the context of its WebhookVerticle.
 */
final class WillKeeper {

    private static final int MOST = 500;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration ANSWER_AFTER = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(WillKeeper.class);

    /** What is to be written of a socket: nothing to say takes its will back. */
    private record Change(Will will, Promise<Void> written) {

        boolean takesBack() {
            return will.notices().isEmpty();
        }
    }

    private final Vertx vertx;
    private final String node;
    private final Future<Void> listed;
    private final Wills store;
    private final int capacity;
    private Map<String, Change> waiting = new LinkedHashMap<>();

    /** Sockets that may have a will in the store. */
    private final Set<String> kept = new HashSet<>();

    private boolean writing;
    private boolean overflowing;
    private @Nullable Promise<Void> idle;

    /**
     * Keeps none yet.
     *
     * @param listed done when others can find out that the node is lost
     * @param capacity how many may wait for the store
     */
    WillKeeper(Vertx vertx, String node, Future<Void> listed, Wills store, int capacity) {
        this.vertx = vertx;
        this.node = node;
        this.listed = listed;
        this.store = store;
        this.capacity = capacity;
    }

    /** Answered once it is stored; after two seconds, or at once where too many wait, that it is not yet. Does not fail. */
    Future<Told> write(Will will) {
        if (will.notices().isEmpty()) {
            takeBack(will.socket());
            return Future.succeededFuture(new Told(true));
        }
        if (waiting.size() >= capacity && !waiting.containsKey(will.socket())) {
            if (!overflowing)
                log.warn("webhook_wills_full: no more are kept while {} wait for the store", waiting.size());
            overflowing = true;
            return Future.succeededFuture(new Told(false));
        }
        return inTime(add(will));
    }

    /** What it says is done, or is not to be done any more. */
    void takeBack(String socket) {
        Change before = waiting.remove(socket);
        if (before != null) before.written.tryComplete();
        if (kept.contains(socket)) add(new Will(socket, List.of()));
    }

    /** Done when nothing waits any more. */
    Future<Void> flushed() {
        if (!writing) return Future.succeededFuture();
        if (idle == null) idle = Promise.promise();
        return idle.future();
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    private Future<Void> add(Will will) {
        var change = new Change(will, Promise.promise());
        Change before = waiting.put(will.socket(), change);
        // Whoever waits for one that is replaced waits for what replaces it.
        if (before != null) change.written.future().onSuccess(done -> before.written.tryComplete());
        if (!writing) {
            writing = true;
            // Not at once, so that what comes in the same moment goes together.
            listed.onSuccess(known -> vertx.runOnContext(start -> writeNext()));
        }
        return change.written.future();
    }

    private Future<Told> inTime(Future<Void> written) {
        Promise<Told> told = Promise.promise();
        long timer = vertx.setTimer(ANSWER_AFTER.toMillis(), late -> told.tryComplete(new Told(false)));
        written.onSuccess(done -> {
            vertx.cancelTimer(timer);
            told.tryComplete(new Told(true));
        });
        return told.future();
    }

    private void writeNext() {
        if (waiting.isEmpty()) {
            writing = false;
            if (idle != null) idle.complete();
            idle = null;
            return;
        }
        List<Change> batch = take();
        var put = new ArrayList<StoredWill>();
        var remove = new ArrayList<String>();
        for (Change each : batch) {
            String socket = each.will.socket();
            if (each.takesBack()) remove.add(socket);
            else put.add(new StoredWill(socket, node, each.will.notices()));
        }
        put.forEach(will -> kept.add(will.socket()));
        // Both are over before any of it is tried again.
        Future.join(
                        put.isEmpty() ? Future.succeededFuture() : store.put(put),
                        remove.isEmpty() ? Future.succeededFuture() : store.remove(remove))
                .onSuccess(done -> {
                    remove.forEach(kept::remove);
                    batch.forEach(each -> each.written.tryComplete());
                    if (waiting.size() <= capacity / 2) overflowing = false;
                    writeNext();
                })
                .onFailure(lost -> {
                    putBack(batch);
                    vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).onComplete(later -> writeNext());
                });
    }

    private List<Change> take() {
        var batch = new ArrayList<Change>();
        var each = waiting.values().iterator();
        while (each.hasNext() && batch.size() < MOST) {
            batch.add(each.next());
            each.remove();
        }
        return batch;
    }

    /** In front of those that have come meanwhile, except for what these replace. */
    private void putBack(List<Change> batch) {
        var later = waiting;
        waiting = new LinkedHashMap<>();
        for (Change each : batch) {
            Change newer = later.get(each.will.socket());
            if (newer == null) waiting.put(each.will.socket(), each);
            else newer.written.future().onSuccess(done -> each.written.tryComplete());
        }
        waiting.putAll(later);
    }
}
