package dev.parley.tokens;

import dev.parley.bus.Revocation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The records of a cluster that is one process. Safe on every thread. */
final class MemoryRecords implements RevocationRecords {

    final Set<Revocation> kept = ConcurrentHashMap.newKeySet();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public Future<Collection<Revocation>> all() {
        return away ? Future.failedFuture("the cluster is away") : Future.succeededFuture(List.copyOf(kept));
    }

    @Override
    public Future<Void> keep(Revocation revocation, Duration life) {
        if (away) return Future.failedFuture("the cluster is away");
        kept.add(revocation);
        watchers.forEach(Runnable::run);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> drop(Revocation revocation) {
        kept.remove(revocation);
        return Future.succeededFuture();
    }

    @Override
    public void watch(Runnable changed) {
        watchers.add(changed);
    }
}
