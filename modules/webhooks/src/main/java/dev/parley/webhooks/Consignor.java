package dev.parley.webhooks;

import dev.parley.bus.Bus;
import dev.parley.bus.Outbox.Verdict;
import dev.parley.bus.webhooks.Tell.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's way into the outbox. Each node that owns partitions gets what is in them batch by batch: what has come while a
 * batch was under way makes the next one. What is not stored goes in front again, so the order within a partition stays,
 * whoever owns it. Owned by the verticle's context.
 *
 * <p>Whoever may refuse is told no in time; what had been sent to an owner that did not answer may be stored all the same.
 */
final class Consignor {

    /** Whoever asks waits no longer than {@link Bus#ANSWER_WITHIN}, and has something to say itself then. */
    private static final Duration REFUSE_AFTER = Duration.ofSeconds(5);

    /** What has happened holds nobody up for longer. */
    private static final Duration ANSWER_AFTER = Duration.ofSeconds(2);

    private static final int MOST = 500;
    private static final int MOST_BYTES = 1_000_000;

    /** Large bodies fill the memory before their number does. */
    private static final int AVERAGE_BYTES = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Consignor.class);

    private record Item(Draft draft, Telling telling, int partition) {
        int bytes() {
            return 500 + draft.body().length();
        }
    }

    private final Route route;
    private final int capacity;
    private final WebhookMeters meters;
    private final LongSupplier nanos;
    private final List<Deque<Item>> waiting = Stream.generate(() -> (Deque<Item>) new ArrayDeque<Item>())
            .limit(LaneKey.PARTITIONS)
            .toList();

    /** Partitions with a batch under way, or that rest until the next tick since the last one was in vain. */
    private final boolean[] busy = new boolean[LaneKey.PARTITIONS];

    private final boolean[] resting = new boolean[LaneKey.PARTITIONS];

    /** What ends the wait for a node that has a batch. */
    private final Map<String, Promise<List<Verdict>>> underWay = new HashMap<>();

    private final Deque<Telling> refusing = new ArrayDeque<>();
    private final Deque<Telling> remembering = new ArrayDeque<>();
    private int held;
    private long heldBytes;
    private boolean overflowing;
    private @Nullable Promise<Void> empty;

    Consignor(Route route, int capacity, WebhookMeters meters, LongSupplier nanos) {
        this.route = route;
        this.capacity = capacity;
        this.meters = meters;
        this.nanos = nanos;
    }

    /**
     * Has deliveries stored, in this order.
     *
     * @param whenStored run once all are, even if that is after the answer
     * @return whether they are stored; does not fail
     */
    Future<Boolean> store(List<Draft> drafts, Patience patience, Runnable whenStored) {
        boolean refusable = patience == Patience.REFUSE;
        long within = (refusable ? REFUSE_AFTER : ANSWER_AFTER).toNanos();
        var telling = new Telling(drafts.size(), patience, nanos.getAsLong() + within, whenStored);
        if (drafts.isEmpty()) {
            whenStored.run();
            return Future.succeededFuture(true);
        }
        List<Item> items = drafts.stream()
                .map(draft -> new Item(draft, telling, partition(draft)))
                .toList();
        if (!admit(items)) {
            (refusable ? meters.refused() : meters.dropped()).increment(items.size());
            return Future.succeededFuture(false);
        }
        for (Item item : items) waiting.get(item.partition()).addLast(item);
        (refusable ? refusing : remembering).addLast(telling);
        pump();
        return telling.answer();
    }

    private static int partition(Draft draft) {
        return new LaneKey(new Recipient(draft.app(), draft.endpoint()), draft.lane()).partition();
    }

    private boolean admit(List<Item> items) {
        long bytes = items.stream().mapToLong(Item::bytes).sum();
        if (held + items.size() > capacity || heldBytes + bytes > (long) capacity * AVERAGE_BYTES) {
            if (!overflowing) log.warn("webhook_queue_full: nothing more is told while {} wait for the store", held);
            overflowing = true;
            return false;
        }
        held += items.size();
        heldBytes += bytes;
        return true;
    }

    private void release(Item item) {
        held--;
        heldBytes -= item.bytes();
        // Not at the first free place, or a queue that stays about full would be reported again and again.
        if (held <= capacity / 2) overflowing = false;
        if (held == 0 && empty != null) empty.tryComplete();
    }

    /** Sends what can be sent. To be called whenever an owner may have changed. */
    void pump() {
        var owned = new HashMap<String, List<Integer>>();
        for (int partition = 0; partition < LaneKey.PARTITIONS; partition++) {
            if (busy[partition] || resting[partition] || waiting.get(partition).isEmpty()) continue;
            Optional<String> owner = route.owner(partition).filter(node -> !underWay.containsKey(node));
            if (owner.isPresent())
                owned.computeIfAbsent(owner.get(), node -> new ArrayList<>()).add(partition);
        }
        owned.forEach((node, partitions) -> {
            // Else a partition with much to store would leave nothing of a batch to those behind it.
            Collections.shuffle(partitions);
            send(node, take(partitions));
        });
    }

    private List<Item> take(List<Integer> partitions) {
        var batch = new ArrayList<Item>();
        int bytes = 0;
        for (int partition : partitions) {
            Deque<Item> queue = waiting.get(partition);
            while (!queue.isEmpty() && batch.size() < MOST) {
                Item item = queue.getFirst();
                if (!item.telling().isOver()) {
                    if (!batch.isEmpty() && bytes + item.bytes() > MOST_BYTES) return batch;
                    bytes += item.bytes();
                    batch.add(item);
                    busy[partition] = true;
                } else {
                    release(item);
                }
                queue.removeFirst();
            }
        }
        return batch;
    }

    private void send(String node, List<Item> batch) {
        if (batch.isEmpty()) return;
        Promise<List<Verdict>> answer = Promise.promise();
        underWay.put(node, answer);
        route.send(node, batch.stream().map(Item::draft).toList()).onComplete(done -> {
            if (done.failed()) answer.tryFail(done.cause());
            else answer.tryComplete(done.result());
        });
        answer.future().onComplete(done -> {
            underWay.remove(node, answer);
            for (Item item : batch) busy[item.partition()] = false;
            conclude(batch, done.succeeded() ? done.result() : Collections.nCopies(batch.size(), Verdict.LATER));
            pump();
        });
    }

    private void conclude(List<Item> batch, List<Verdict> verdicts) {
        boolean wrong = false;
        for (int i = batch.size() - 1; i >= 0; i--) {
            Item item = batch.get(i);
            Verdict verdict = verdicts.get(i);
            wrong |= verdict == Verdict.NOT_MINE;
            switch (verdict) {
                case STORED -> {
                    release(item);
                    item.telling().stored();
                }
                case FULL -> {
                    release(item);
                    (item.telling().isRefusable() ? meters.refused() : meters.dropped()).increment();
                    item.telling().never();
                }
                case NOT_MINE, LATER -> again(item);
            }
        }
        if (wrong) route.wrong();
    }

    /** From the last to the first, so that each comes in front of those behind it. */
    private void again(Item item) {
        if (item.telling().isOver()) {
            release(item);
            return;
        }
        resting[item.partition()] = true;
        waiting.get(item.partition()).addFirst(item);
    }

    /** To be called several times a second. */
    void tick() {
        long now = nanos.getAsLong();
        boolean refused = answer(refusing, now);
        answer(remembering, now);
        if (refused) waiting.forEach(this::purge);
        Arrays.fill(resting, false);
        pump();
    }

    private boolean answer(Deque<Telling> tellings, long now) {
        boolean some = false;
        while (!tellings.isEmpty()
                && (tellings.getFirst().isAnswered() || tellings.getFirst().isDue(now))) {
            Telling due = tellings.removeFirst();
            if (due.isAnswered()) continue;
            if (due.isRefusable()) meters.refused().increment(due.left());
            due.never();
            some = true;
        }
        return some;
    }

    private void purge(Deque<Item> queue) {
        queue.removeIf(item -> {
            if (!item.telling().isOver()) return false;
            release(item);
            return true;
        });
    }

    /** A node is gone, and answers no more. */
    void lost(String node) {
        Promise<List<Verdict>> answer = underWay.get(node);
        if (answer != null) answer.tryFail("gone");
    }

    /** How many wait to be stored. */
    int held() {
        return held;
    }

    /** Done when nothing waits. */
    Future<Void> emptied() {
        if (held == 0) return Future.succeededFuture();
        if (empty == null || empty.future().isComplete()) empty = Promise.promise();
        return empty.future();
    }
}
