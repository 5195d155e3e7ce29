package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs.End;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log that this node answers for: its own, or that of a node that has died. Confined to LogVerticle's event loop.
 *
 * <p>Another node keeps a copy. When it is to be another one, the old copy goes on until the new one is complete and the
 * cluster knows of it.
 */
final class HeldLog {

    /** How long an event waits for its copy, in milliseconds. */
    static final long PATIENCE = 1_000;

    private final NodeId self;
    private final NodeId origin;
    private final EventLog log;
    private final Optional<End> end;
    private final LogPeers peers;
    private final LongSupplier clock;
    private final Waiting waiting = new Waiting(PATIENCE);

    private @Nullable LogCopier current;
    private @Nullable LogCopier next;
    private @Nullable LogRecord written;
    private boolean writing;
    private boolean slow;

    /** @param end of the log of a dead node */
    HeldLog(NodeId self, NodeId origin, EventLog log, Optional<End> end, LogPeers peers, LongSupplier clock) {
        this.self = self;
        this.origin = origin;
        this.log = log;
        this.end = end;
        this.peers = peers;
        this.clock = clock;
    }

    NodeId origin() {
        return origin;
    }

    EventLog log() {
        return log;
    }

    Optional<End> end() {
        return end;
    }

    /** The node that has a complete copy, as the cluster knows. */
    Optional<NodeId> backup() {
        return Optional.ofNullable(current).map(LogCopier::to);
    }

    /** Whether a complete copy has everything. */
    boolean isCopied() {
        LogCopier copier = current;
        return copier != null && copier.copied() >= log.last();
    }

    /** Says which node is to keep the copy, if there is any. */
    void aim(Optional<NodeId> backup, Set<NodeId> members) {
        if (current != null && !members.contains(current.to())) current = null;
        if (next != null && !members.contains(next.to())) next = null;
        NodeId wanted = backup.orElse(null);
        if (wanted == null) {
            waiting.end();
        } else if (current != null && current.to().equals(wanted)) {
            if (next != null) next.end();
            next = null;
        } else if (next == null || !next.to().equals(wanted)) {
            if (next != null) next.end();
            next = new LogCopier(self, wanted, origin, log, peers, clock, this::moved);
            next.send();
        }
        record();
    }

    /** Until the last event is copied, or nobody is there to copy it, or it has waited long enough. */
    Future<Void> kept() {
        if (current == null && next == null) return Future.succeededFuture();
        // Whoever waited in vain makes the next ones not wait, until the copy moves again.
        Future<Void> kept = slow ? Future.succeededFuture() : waiting.until(log.last(), clock.getAsLong());
        send();
        return kept;
    }

    private void send() {
        if (next != null) next.send();
        if (current != null && current.send()) waiting.close();
    }

    private void moved() {
        if (current != null && current.copied() > 0) {
            slow = false;
            waiting.copied(current.copied());
        }
        record();
        send();
    }

    /** Tells the cluster, if it knows something else. */
    private void record() {
        LogCopier promoted = next != null && next.isCaughtUp() ? next : current;
        var wanted = new LogRecord(self, Optional.ofNullable(promoted).map(LogCopier::to), end);
        if (writing || wanted.equals(written)) return;
        writing = true;
        peers.record(origin, wanted).onComplete(done -> {
            writing = false;
            if (done.failed()) return;
            written = wanted;
            if (promoted != null && promoted == next) promote(promoted);
            record();
        });
    }

    private void promote(LogCopier copier) {
        if (current != null) current.end();
        current = copier;
        next = null;
        slow = false;
        waiting.copied(copier.copied());
        send();
    }

    /** What the cluster says of the log, for whoever finds that it was told something else. */
    void compare(@Nullable LogRecord known) {
        if (writing || known == null || !known.equals(written)) written = null;
    }

    /**
     * To be called from time to time.
     *
     * @return how many events have waited in vain
     */
    int tick() {
        log.expire(clock.getAsLong());
        int late = waiting.expire(clock.getAsLong());
        if (late > 0) slow = true;
        if (next != null) next.tick();
        if (current != null) current.tick();
        record();
        return late;
    }

    /** It is not held any more. */
    void abandon(boolean forgotten) {
        if (next != null) next.end();
        if (current != null) current.end();
        if (forgotten) peers.forget(origin);
    }
}
