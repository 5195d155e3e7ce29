package dev.parley.cluster;

import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.NodeId;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends a log to a node that keeps a copy of it, one part after the other. Confined to LogVerticle's event loop.
 */
final class LogCopier {

    /** Bytes of one part. */
    static final int PART = 1 << 20;

    /** After so many milliseconds without an answer a part is sent again. */
    private static final long AGAIN = 1_000;

    /** After so many it is, when the node has refused it. */
    private static final long SOON = 200;

    /** A copy that hears nothing is dropped, so it hears something. */
    private static final long IDLE = 10_000;

    private final NodeId self;
    private final NodeId to;
    private final NodeId origin;
    private final EventLog log;
    private final LogPeers peers;
    private final LongSupplier clock;
    private final Runnable moved;

    private long copied;
    private boolean begun;
    private boolean caughtUp;
    private boolean underWay;
    private long sentAt;
    private int attempt;

    /**
     * @param clock milliseconds
     * @param moved is told of each part that has arrived
     */
    LogCopier(NodeId self, NodeId to, NodeId origin, EventLog log, LogPeers peers, LongSupplier clock, Runnable moved) {
        this.self = self;
        this.to = to;
        this.origin = origin;
        this.log = log;
        this.peers = peers;
        this.clock = clock;
        this.moved = moved;
    }

    NodeId to() {
        return to;
    }

    /** The number up to which the copy is known to go. */
    long copied() {
        return copied;
    }

    /** Whether the copy has had everything once: from then on it is behind by what is on its way. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Sends the next part, if there is one and none is on its way. @return whether it did */
    boolean send() {
        long now = clock.getAsLong();
        if (underWay || (begun && copied >= log.last() && now - sentAt < IDLE)) return false;
        EventLog.Part part = log.after(copied, PART);
        underWay = true;
        sentAt = now;
        int sent = ++attempt;
        var copy = new LogCopy(
                self,
                origin,
                copied,
                part.upTo(),
                part.entries(),
                log.expired(),
                log.overflows(),
                !begun,
                part.last(),
                false);
        peers.copy(to, copy).onComplete(answer -> {
            if (sent != attempt) return;
            if (answer.succeeded()) heard(answer.result(), part.last());
            else againSoon();
        });
        return true;
    }

    /** A node that has just joined does not take copies yet. */
    private void againSoon() {
        underWay = true;
        sentAt = clock.getAsLong() - AGAIN + SOON;
    }

    private void heard(LogCopied answer, boolean complete) {
        underWay = false;
        if (answer.upTo() < 0) {
            // It has no copy, or does not take one now: the next try begins anew, and is not made at once.
            begun = false;
            caughtUp = false;
            copied = 0;
            againSoon();
            return;
        }
        begun = true;
        copied = Math.max(copied, answer.upTo());
        caughtUp |= complete;
        moved.run();
    }

    /** To be called from time to time: what was not answered is sent again. */
    void tick() {
        if (underWay && clock.getAsLong() - sentAt >= AGAIN) underWay = false;
        send();
    }

    /** The copy is not wanted any more. */
    void end() {
        attempt++;
        underWay = true;
        var unused =
                peers.copy(to, new LogCopy(self, origin, copied, copied, List.of(), 0, List.of(), false, false, true));
    }
}
