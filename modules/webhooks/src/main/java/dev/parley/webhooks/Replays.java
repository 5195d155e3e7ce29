package dev.parley.webhooks;

import dev.parley.bus.Outbox.Replayed;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.Deliveries.Appended;
import dev.parley.store.webhooks.Replaying;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes settled deliveries of this node's partitions pending again. Owned by the verticle's context. */
final class Replays {

    private static final Replayed NOT_MINE = new Replayed(false, 0);

    private final Deliveries deliveries;
    private final Holdings holdings;
    private final Queues queues;
    private final Notes notes;
    private final Consumer<Partition> reload;
    private final Runnable added;
    private Future<Replayed> last = Future.succeededFuture(NOT_MINE);

    /**
     * Nothing is replayed.
     *
     * @param reload has a partition read again
     * @param added there is something to deliver
     */
    Replays(
            Deliveries deliveries,
            Holdings holdings,
            Queues queues,
            Notes notes,
            Consumer<Partition> reload,
            Runnable added) {
        this.deliveries = deliveries;
        this.holdings = holdings;
        this.queues = queues;
        this.notes = notes;
        this.reload = reload;
        this.added = added;
    }

    /** In this order, behind what waits. One after another, so that none is pending twice. */
    Future<Replayed> replay(int number, List<String> ids) {
        Future<Replayed> next = last.transform(over -> replayNow(number, ids));
        last = next;
        return next;
    }

    /** What came of them has to be in the store before it is changed there. */
    private Future<Replayed> replayNow(int number, List<String> ids) {
        Optional<Partition> found = holdings.find(number).filter(Partition::isOpen);
        if (found.isEmpty()) return Future.succeededFuture(NOT_MINE);
        return notes.flushed()
                .compose(noted -> deliveries.read(ids))
                .compose(read -> replay(found.get(), ids, read))
                .otherwise(NOT_MINE);
    }

    private Future<Replayed> replay(Partition partition, List<String> ids, List<StoredDelivery> read) {
        if (!partition.isOpen()) return Future.succeededFuture(NOT_MINE);
        Map<String, StoredDelivery> byId = read.stream()
                .filter(each ->
                        each.partition() == partition.number() && each.record().state() != DeliveryState.PENDING)
                .collect(Collectors.toMap(StoredDelivery::id, Function.identity()));
        List<StoredDelivery> settled =
                ids.stream().distinct().map(byId::get).filter(Objects::nonNull).toList();
        if (settled.isEmpty()) return Future.succeededFuture(new Replayed(true, 0));
        var places = new ArrayList<Replaying>();
        for (StoredDelivery each : settled) places.add(new Replaying(each.id(), partition.number(), partition.take()));
        return deliveries.again(places).transform(done -> {
            if (done.failed() || done.result() == Appended.CONFLICT) {
                // Some may be pending again: what is known of them is not true any more.
                settled.forEach(each -> partition.unlearn(recipient(each), each.id()));
                reload.accept(partition);
                return Future.succeededFuture(NOT_MINE);
            }
            settled.forEach(each -> add(partition, each));
            added.run();
            return Future.succeededFuture(new Replayed(true, settled.size()));
        });
    }

    private static Recipient recipient(StoredDelivery delivery) {
        return new Recipient(delivery.record().app(), delivery.record().endpoint());
    }

    private void add(Partition partition, StoredDelivery delivery) {
        if (!partition.isOurs() || partition.isClosing()) return;
        Recipient to = recipient(delivery);
        partition.pendingAgain(to, delivery.id());
        var entry = new Entry(delivery.id(), delivery.record().accepted(), 0, Optional.empty());
        queues.add(new LaneKey(to, delivery.lane()), partition, entry);
    }
}
