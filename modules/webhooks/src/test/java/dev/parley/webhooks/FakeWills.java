package dev.parley.webhooks;

import dev.parley.bus.webhooks.Activity;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.Wills;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wills in memory, of a store that can be lost and that can take its time. Safe on every thread. */
final class FakeWills implements Wills {

    final ConcurrentSkipListMap<String, StoredWill> stored = new ConcurrentSkipListMap<>();

    /** What was asked for, such as {@code put s1 s2}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile boolean lost;

    /** What answers wait for. */
    volatile Promise<Void> gate = open();

    private static Promise<Void> open() {
        Promise<Void> open = Promise.promise();
        open.complete();
        return open;
    }

    static Activity gone(String socket) {
        return new Activity(
                "app",
                Activity.Type.DISCONNECTED,
                Instant.EPOCH,
                JsonWriter.object(w -> w.name("socket").string(socket)),
                Optional.of("disconnected:" + socket));
    }

    private Future<Void> answer(Runnable change) {
        return gate.future().compose(open -> {
            if (lost) return Future.failedFuture(new StoreLost(new IllegalStateException("lost by a test")));
            change.run();
            return Future.succeededFuture();
        });
    }

    @Override
    public Future<Void> put(List<StoredWill> wills) {
        asked.add(
                "put " + String.join(" ", wills.stream().map(StoredWill::socket).toList()));
        return answer(() -> wills.forEach(will -> stored.put(will.socket(), will)));
    }

    @Override
    public Future<Void> remove(Collection<String> sockets) {
        asked.add("remove " + String.join(" ", sockets));
        return answer(() -> sockets.forEach(stored::remove));
    }

    @Override
    public Future<List<StoredWill>> of(String node, String after, int limit) {
        return answer(() -> {})
                .map(done -> stored.tailMap(after, false).values().stream()
                        .filter(will -> will.node().equals(node))
                        .limit(limit)
                        .toList());
    }
}
