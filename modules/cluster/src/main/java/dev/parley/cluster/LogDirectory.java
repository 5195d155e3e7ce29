package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.LogPlace;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who holds which log, in records that all nodes share, with what was read last. Safe on every thread.
 */
final class LogDirectory {

    /** Twice what the parts of a cluster that can reach one another need until they are one. */
    private static final long UNSETTLED_MILLIS = 10_000;

    private final NodeId self;
    private final Membership membership;
    private final SharedRecords records;

    /** Of a log whose holder lives; it is written again before it is over. */
    private final Duration life;

    private final LongSupplier clock;

    /** When members went: a smaller part of the cluster may have lost their records with them. */
    private final Map<NodeId, Long> departed = new ConcurrentHashMap<>();

    private volatile long unsettledUntil;
    private volatile Map<NodeId, LogRecord> read = Map.of();

    /** @param clock milliseconds since 1970 */
    LogDirectory(NodeId self, Membership membership, SharedRecords records, Duration life, LongSupplier clock) {
        this.self = self;
        this.membership = membership;
        this.records = records;
        this.life = life;
        this.clock = clock;
    }

    void left(NodeId node) {
        departed.put(node, clock.getAsLong());
        unsettle();
    }

    /** A node went, or this one stood still. */
    void unsettle() {
        unsettledUntil = clock.getAsLong() + UNSETTLED_MILLIS;
    }

    /** As {@link EventLogs#unsettled}. */
    boolean unsettled() {
        return clock.getAsLong() < unsettledUntil;
    }

    Future<Map<NodeId, LogRecord>> read() {
        return records.all().map(texts -> {
            var all = new HashMap<NodeId, LogRecord>();
            texts.forEach(
                    (origin, text) -> LogRecord.read(text).ifPresent(record -> all.put(new NodeId(origin), record)));
            read = Map.copyOf(all);
            return read;
        });
    }

    /** Fails when somebody else writes the same record at the same time. */
    Future<Void> write(NodeId origin, LogRecord record) {
        String key = origin.value();
        return records.one(key)
                .compose(present -> present.isEmpty()
                        ? records.create(key, record.text(), Optional.of(life))
                        : records.replace(key, present.get(), record.text(), life))
                .compose(written ->
                        written ? Future.succeededFuture() : Future.failedFuture("another record of " + origin));
    }

    Future<Void> remove(NodeId origin) {
        String key = origin.value();
        return records.one(key)
                .compose(present ->
                        present.isEmpty() ? Future.succeededFuture(false) : records.remove(key, present.get()))
                .mapEmpty();
    }

    /** As {@link EventLogs#known}. */
    List<LogPlace> places() {
        var members = new TreeSet<>(membership.others());
        members.add(self);
        var places = new ArrayList<LogPlace>();
        for (NodeId member : members) places.add(new LogPlace(member, Optional.of(member), Optional.empty()));
        Map<NodeId, LogRecord> known = read;
        known.forEach((origin, record) -> {
            if (!members.contains(origin)) places.add(placeOfDead(origin, record, members));
        });
        departed.keySet().removeAll(members);
        departed.values().removeIf(at -> at < clock.getAsLong() - life.toMillis());
        for (NodeId node : departed.keySet()) {
            if (!known.containsKey(node)) places.add(new LogPlace(node, Optional.empty(), Optional.empty()));
        }
        return List.copyOf(places);
    }

    static LogPlace placeOfDead(NodeId origin, LogRecord record, Set<NodeId> members) {
        boolean held = members.contains(record.holder());
        Optional<NodeId> holder =
                held ? Optional.of(record.holder()) : record.backup().filter(members::contains);
        return new LogPlace(origin, holder, record.end());
    }
}
