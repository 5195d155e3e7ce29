package dev.parley.webhooks;

import dev.parley.bus.Outbox.Verdict;
import dev.parley.bus.webhooks.DeliveryRecord;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.Deliveries.Appended;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds deliveries to the partitions that this node owns, one insert at a time: what has come while it was under way makes the
 * next one. Owned by the verticle's context.
 *
 * <p>If a place was taken, or nobody knows what was stored, the partitions concerned are read again before anything more is
 * added to them; whoever sent something sends it again, and what is stored by then is stored once.
 */
final class Appender {

    private static final int MOST = 500;
    private static final long MOST_BYTES = 4_000_000;
    private static final Logger log = LoggerFactory.getLogger(Appender.class);

    /** Deliveries that came together, and what became of them. */
    private static final class Batch {
        private final List<Verdict> verdicts;
        private final Promise<List<Verdict>> answer = Promise.promise();
        private int open;

        Batch(int size) {
            verdicts = new ArrayList<>(Collections.nCopies(size, Verdict.LATER));
            open = size;
        }

        void settle(int place, Verdict verdict) {
            verdicts.set(place, verdict);
            open--;
            if (open == 0) answer.complete(verdicts);
        }
    }

    private record Arrival(Draft draft, LaneKey lane, Batch batch, int place) {
        void settle(Verdict verdict) {
            batch.settle(place, verdict);
        }
    }

    private record Placed(Arrival arrival, Partition partition, StoredDelivery delivery) {}

    private final Vertx vertx;
    private final Deliveries deliveries;
    private final Holdings holdings;
    private final Queues queues;
    private final Contents contents;
    private final WebhooksConfig config;
    private final WebhookMeters meters;
    private final Consumer<Partition> reload;
    private final Runnable added;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private boolean running;
    private @Nullable Promise<Void> idle;
    private final Set<Recipient> full = new HashSet<>();

    /**
     * Nothing waits.
     *
     * @param reload has a partition read again
     * @param added there is something to deliver
     */
    Appender(
            Vertx vertx,
            Deliveries deliveries,
            Holdings holdings,
            Queues queues,
            Contents contents,
            WebhooksConfig config,
            WebhookMeters meters,
            Consumer<Partition> reload,
            Runnable added) {
        this.vertx = vertx;
        this.deliveries = deliveries;
        this.holdings = holdings;
        this.queues = queues;
        this.contents = contents;
        this.config = config;
        this.meters = meters;
        this.reload = reload;
        this.added = added;
    }

    /** What became of each, in their order. Does not fail. */
    Future<List<Verdict>> append(List<Draft> drafts) {
        if (drafts.isEmpty()) return Future.succeededFuture(List.of());
        var batch = new Batch(drafts.size());
        for (int place = 0; place < drafts.size(); place++) {
            Draft draft = drafts.get(place);
            var lane = new LaneKey(new Recipient(draft.app(), draft.endpoint()), draft.lane());
            waiting.add(new Arrival(draft, lane, batch, place));
        }
        if (!running) {
            running = true;
            vertx.runOnContext(start -> run());
        }
        return batch.answer.future();
    }

    boolean isIdle() {
        return !running;
    }

    /** Done when the insert that is under way is over. */
    Future<Void> settled() {
        if (!running) return Future.succeededFuture();
        if (idle == null) idle = Promise.promise();
        return idle.future();
    }

    private void run() {
        while (!waiting.isEmpty()) {
            List<Placed> turn = take();
            if (!turn.isEmpty()) insert(turn);
            if (idle != null) idle.complete();
            idle = null;
        }
        running = false;
    }

    /** The next ones that have to be stored; the others are settled. */
    private List<Placed> take() {
        var turn = new ArrayList<Placed>();
        var ids = new HashSet<String>();
        var more = new HashMap<Recipient, Integer>();
        long bytes = 0;
        while (!waiting.isEmpty() && turn.size() < MOST && bytes < MOST_BYTES) {
            Arrival arrival = waiting.getFirst();
            Optional<Verdict> verdict = verdict(arrival, more);
            // Told twice in the same moment: the second one finds the first one stored.
            if (verdict.isEmpty() && !ids.add(arrival.draft().id())) break;
            waiting.removeFirst();
            if (verdict.isPresent()) {
                arrival.settle(verdict.get());
            } else {
                Partition partition = holdings.find(arrival.lane().partition()).orElseThrow();
                turn.add(new Placed(arrival, partition, stored(arrival.draft(), partition)));
                bytes += arrival.draft().body().length();
                more.merge(arrival.lane().to(), 1, Integer::sum);
            }
        }
        return turn;
    }

    private Optional<Verdict> verdict(Arrival arrival, Map<Recipient, Integer> more) {
        Optional<Partition> partition = holdings.find(arrival.lane().partition());
        if (partition.isEmpty() || !partition.get().isOurs()) return Optional.of(Verdict.NOT_MINE);
        if (partition.get().isLoading()) return Optional.of(Verdict.LATER);
        if (!partition.get().isOpen()) return Optional.of(Verdict.NOT_MINE);
        if (partition.get().knows(arrival.draft().id())) return Optional.of(Verdict.STORED);
        Recipient to = arrival.lane().to();
        boolean isFull = queues.pending(to) + more.getOrDefault(to, 0) >= config.maxPending();
        if (isFull && full.add(to))
            log.warn("webhook_endpoint_full: {} deliveries wait for {}", config.maxPending(), to.endpoint());
        if (!isFull && !full.isEmpty() && queues.pending(to) <= config.maxPending() / 2) full.remove(to);
        return isFull ? Optional.of(Verdict.FULL) : Optional.empty();
    }

    private static StoredDelivery stored(Draft draft, Partition partition) {
        var record = new DeliveryRecord(
                draft.id(),
                draft.app(),
                draft.endpoint(),
                draft.type(),
                DeliveryState.PENDING,
                draft.at(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                draft.body());
        return new StoredDelivery(
                partition.number(), partition.take(), draft.lane(), draft.target(), draft.trace(), record);
    }

    private void insert(List<Placed> turn) {
        boolean all;
        try {
            all = deliveries
                            .append(turn.stream().map(Placed::delivery).toList())
                            .await()
                    == Appended.ALL;
        } catch (StoreLost lost) {
            log.debug("{} deliveries may be stored or not: {}", turn.size(), lost.getMessage());
            all = false;
        } catch (RuntimeException bug) {
            log.error("deliveries cannot be stored", bug);
            all = false;
        }
        if (all) added(turn);
        else doubt(turn);
    }

    private void added(List<Placed> turn) {
        for (Placed each : turn) {
            // If the partition is somebody else's by now, that one finds them.
            if (each.partition().isOpen() || each.partition().isLoading()) {
                DeliveryRecord record = each.delivery().record();
                var entry = new Entry(record.id(), record.accepted(), 0, Optional.empty());
                contents.keep(each.arrival().lane().to(), entry, each.delivery());
                each.partition().added(record.id());
                queues.add(each.arrival().lane(), each.partition(), entry);
            }
            each.arrival().settle(Verdict.STORED);
        }
        meters.accepted().increment(turn.size());
        added.run();
    }

    private void doubt(List<Placed> turn) {
        Set<Partition> partitions = turn.stream().map(Placed::partition).collect(Collectors.toSet());
        Set<Integer> numbers = partitions.stream().map(Partition::number).collect(Collectors.toSet());
        // What came behind these must not be stored before they are.
        List<Arrival> behind = waiting.stream()
                .filter(arrival -> numbers.contains(arrival.lane().partition()))
                .toList();
        waiting.removeIf(arrival -> numbers.contains(arrival.lane().partition()));
        partitions.forEach(reload);
        turn.forEach(each -> each.arrival().settle(Verdict.LATER));
        behind.forEach(arrival -> arrival.settle(Verdict.LATER));
    }
}
