package dev.parley.webhooks;

import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is in deliveries: of fresh ones it is kept in memory as long as there is room, of all others it is read when they are
 * to be sent, one read at a time. Owned by the verticle's context.
 */
final class Contents {

    private static final int MOST = 200;

    private record Wanted(List<Entry> entries, Promise<List<StoredDelivery>> answer) {}

    private final Deliveries deliveries;
    private final long budget;
    private final Map<Recipient, Long> used = new HashMap<>();
    private final Queue<Wanted> wanted = new ArrayDeque<>();
    private long usedInAll;
    private boolean reading;

    /**
     * Nothing is kept.
     *
     * @param budget bytes that are kept; an eighth of that of one recipient, so that one who is down leaves room
     */
    Contents(Deliveries deliveries, long budget) {
        this.deliveries = deliveries;
        this.budget = budget;
    }

    void keep(Recipient to, Entry entry, StoredDelivery delivery) {
        long bytes = bytes(delivery);
        long ofOne = used.getOrDefault(to, 0L) + bytes;
        if (usedInAll + bytes > budget || ofOne > budget / 8) return;
        used.put(to, ofOne);
        usedInAll += bytes;
        entry.body(delivery);
    }

    void release(Recipient to, Entry entry) {
        StoredDelivery delivery = entry.body();
        if (delivery == null) return;
        entry.body(null);
        long bytes = bytes(delivery);
        usedInAll -= bytes;
        used.computeIfPresent(to, (same, of) -> of > bytes ? of - bytes : null);
    }

    long used() {
        return usedInAll;
    }

    private static long bytes(StoredDelivery delivery) {
        return 300L + delivery.record().body().length();
    }

    /** All of some, in their order, without those that the store has no more. Fails if the store is lost. */
    Future<List<StoredDelivery>> load(List<Entry> entries) {
        if (entries.stream().allMatch(entry -> entry.body() != null))
            return Future.succeededFuture(found(entries, Map.of()));
        var each = new Wanted(entries, Promise.promise());
        wanted.add(each);
        read();
        return each.answer().future();
    }

    private void read() {
        if (reading || wanted.isEmpty()) return;
        reading = true;
        var turn = new ArrayList<Wanted>();
        Set<String> ids = new LinkedHashSet<>();
        while (!wanted.isEmpty() && ids.size() < MOST) {
            Wanted next = wanted.remove();
            turn.add(next);
            next.entries().stream()
                    .filter(entry -> entry.body() == null)
                    .map(Entry::id)
                    .forEach(ids::add);
        }
        deliveries.read(ids).onComplete(done -> {
            reading = false;
            if (done.succeeded()) {
                Map<String, StoredDelivery> byId =
                        done.result().stream().collect(Collectors.toMap(StoredDelivery::id, Function.identity()));
                turn.forEach(each -> each.answer().complete(found(each.entries(), byId)));
            } else {
                turn.forEach(each -> each.answer().fail(done.cause()));
            }
            read();
        });
    }

    private static List<StoredDelivery> found(List<Entry> entries, Map<String, StoredDelivery> read) {
        return entries.stream()
                .map(entry -> entry.body() == null ? read.get(entry.id()) : entry.body())
                .filter(Objects::nonNull)
                .toList();
    }
}
