package dev.parley.cluster;

import dev.parley.bus.LogMessage.Echo;
import dev.parley.bus.LogMessage.EchoRequest;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.End;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The copies of logs that this node keeps, and which of them it is to answer for because their nodes have died. Confined to
 * LogVerticle's event loop.
 */
final class LogHeir {

    /** Answers for a log from now on. */
    interface Holder {
        void hold(NodeId origin, EventLog log, End end);
    }

    private final NodeId self;
    private final Set<NodeId> members;
    private final LogPeers peers;
    private final Holder holder;
    private final LongSupplier clock;
    private final LogCopies copies;

    /** Dead nodes of which it is not known yet who answers for their logs. */
    private final Set<NodeId> mourned = new HashSet<>();

    private final Map<NodeId, Inheritance> inheriting = new TreeMap<>();
    private boolean asking;

    /**
     * @param members all other nodes, at any time
     * @param clock milliseconds since 1970
     */
    LogHeir(
            NodeId self,
            Set<NodeId> members,
            EventLog.Limits limits,
            LogPeers peers,
            Holder holder,
            LongSupplier clock) {
        this.self = self;
        this.members = members;
        this.peers = peers;
        this.holder = holder;
        this.clock = clock;
        this.copies = new LogCopies(limits, clock);
    }

    LogCopies copies() {
        return copies;
    }

    /** A part of another node's log, to be kept for it. */
    LogCopied hear(LogCopy part) {
        return members.contains(part.holder()) || part.ended() ? copies.take(part) : LogCopies.refuse(part);
    }

    /** Whether it may turn out in a moment that this node answers for that log. */
    boolean isUncertain(NodeId origin) {
        return !mourned.isEmpty() || copies.has(origin) || inheriting.containsKey(origin);
    }

    /** It is not dead, and answers for itself. */
    void joined(NodeId node) {
        mourned.remove(node);
        inheriting.remove(node);
    }

    void left(NodeId node) {
        mourned.add(node);
        inheriting.values().forEach(each -> each.left(node));
        inherit();
    }

    /** To be called every 100 ms. */
    void tick() {
        copies.tick();
        inherit();
        holdSettled();
    }

    /** Takes over what dead nodes held, as far as the cluster knows this one as the keeper of their copies. */
    private void inherit() {
        if (asking || mourned.isEmpty()) return;
        asking = true;
        var dead = List.copyOf(mourned);
        peers.records().onComplete(known -> {
            asking = false;
            // Without an answer the cluster is asked again: see tick.
            if (known.failed()) return;
            for (NodeId node : dead) {
                if (mourned.remove(node)) inherit(node, known.result());
            }
            holdSettled();
        });
    }

    private void inherit(NodeId dead, Map<NodeId, LogRecord> known) {
        for (NodeId origin : copies.heldBy(dead)) {
            LogCopies.Copy copy = copies.take(origin);
            LogRecord record = known.get(origin);
            if (!isMine(record, dead) || !copy.isComplete() || members.contains(origin)) continue;
            Optional<End> end = Optional.ofNullable(record).flatMap(LogRecord::end);
            inheriting.put(origin, end.isPresent() ? ended(copy, end) : dying(origin, copy));
        }
    }

    /** A copy that was complete before the cluster was told of it is as good as one that it was told of. */
    private boolean isMine(@Nullable LogRecord record, NodeId dead) {
        return record == null
                || (record.holder().equals(dead)
                        && record.backup()
                                .filter(backup -> !backup.equals(self))
                                .isEmpty());
    }

    private Inheritance ended(LogCopies.Copy copy, Optional<End> end) {
        return new Inheritance(copy.log(), end, Set.of(), clock.getAsLong());
    }

    /** Clients may have been sent what its node had not copied yet: the nodes that sent it to them have it still. */
    private Inheritance dying(NodeId origin, LogCopies.Copy copy) {
        Set<NodeId> all = new HashSet<>(members);
        all.add(self);
        var request = new EchoRequest(self, origin, copy.log().last());
        all.forEach(node -> peers.send(node, request));
        return new Inheritance(copy.log(), Optional.empty(), all, clock.getAsLong());
    }

    void hear(Echo echo) {
        Inheritance inheritance = inheriting.get(echo.origin());
        if (inheritance == null) return;
        inheritance.hear(echo);
        holdSettled();
    }

    private void holdSettled() {
        long now = clock.getAsLong();
        inheriting.entrySet().removeIf(each -> {
            Inheritance inheritance = each.getValue();
            if (!inheritance.isSettled(now)) return false;
            EventLog log = inheritance.settled();
            End end = inheritance.end().orElseGet(() -> new End(log.last(), Instant.ofEpochMilli(now)));
            holder.hold(each.getKey(), log, end);
            return true;
        });
    }
}
