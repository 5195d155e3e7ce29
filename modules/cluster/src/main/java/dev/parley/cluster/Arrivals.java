package dev.parley.cluster;

import dev.parley.bus.LogEntry;
import dev.parley.bus.LogMessage;
import dev.parley.bus.LogMessage.EchoRequest;
import dev.parley.bus.LogMessage.FromLog;
import dev.parley.bus.LogMessage.LogMark;
import dev.parley.bus.LogMessage.LogTail;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.TailOutcome;
import dev.parley.bus.LogMessage.TailRequest;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.cluster.EventLogs.LogPlace;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has heard of each node's log. Confined to FanoutVerticle's event loop.
 *
 * <p>Everything stamped passes here on its way to the sockets: what came before is dropped, what is missing is asked for, so
 * that the sockets get each event once and those of one origin in order.
 */
public final class Arrivals {

    /** Where it goes on. Called in the middle of what brought it about, in order. */
    public interface Receiver {

        /**
         * An event that was lost on its way, and has been asked for. Sockets whose membership is younger are to be left out:
         * it may be older than they are.
         *
         * @param event stamped; {@link Arrivals#position} contains it
         */
        void late(Broadcast event);

        /** What a socket has missed; everything that this node was sent before it has been handed on. */
        void missed(Missed answer);

        /** Something of that node's log is lost to this node's sockets, none of which can be recovered later. */
        void broken(NodeId origin);
    }

    /** After so many milliseconds without an answer it is asked again. */
    private static final long AGAIN = 1_000;

    /** A log that nobody knows of for so many milliseconds is over. */
    private static final long OBLIVION = 10_000;

    private static final long THERE = Long.MAX_VALUE;

    /** Of so many it is remembered how far they had been heard. */
    private static final int FORGOTTEN = 10_000;

    /** So many answers wait for what was lost before them; whoever misses one asks again. */
    private static final int WAITING = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    /** A log of which something is missing, or may be. */
    private static final class Gap {
        final Queue<Missed> waiting = new ArrayDeque<>();
        long askedAt;
    }

    private final NodeId self;
    private final EventLogs logs;
    private final Receiver receiver;
    private final LongSupplier clock;
    private final Map<NodeId, Gap> gaps = new HashMap<>();

    /** Whose logs were heard while they lived, or were found ended; with the time since which nobody knows of one. */
    private final Map<NodeId, Long> origins = new HashMap<>();

    /** How far logs had been heard that were forgotten: a node may only have been out of sight. */
    private final Map<NodeId, Long> forgotten = new LinkedHashMap<>();

    /** Whose logs are new to this node: they have not told yet where they were when it came. */
    private final Set<NodeId> strangers = new HashSet<>();

    private final Heard heardLately;

    private Position position = Position.EMPTY;

    public Arrivals(NodeId self, EventLogs logs, Receiver receiver) {
        this(self, logs, receiver, System::currentTimeMillis);
    }

    /** @param clock milliseconds */
    Arrivals(NodeId self, EventLogs logs, Receiver receiver, LongSupplier clock) {
        this.self = self;
        this.logs = logs;
        this.receiver = receiver;
        this.clock = clock;
        this.heardLately = new Heard(self);
    }

    /** How far each node's log has been handed on. */
    public Position position() {
        return position;
    }

    /**
     * An event on its way to the sockets, stamped.
     *
     * @return whether it is to be handed on now; {@link #position} contains it then
     */
    public boolean admit(Broadcast event) {
        Stamp stamp = event.stamp().orElseThrow();
        if (stamp.number() <= position.of(stamp.origin()) || !follows(stamp)) return false;
        position = position.with(stamp.origin(), stamp.number());
        heardLately.add(event, stamp, clock.getAsLong());
        return true;
    }

    /** Whether everything that was sent before it has been heard; otherwise it is asked for. */
    private boolean follows(Stamp stamp) {
        remember(stamp.origin());
        if (stamp.previous() <= position.of(stamp.origin())) return true;
        if (!gaps.containsKey(stamp.origin())) {
            log.warn("missed events of {} after {}", stamp.origin(), position.of(stamp.origin()));
        }
        catchUp(stamp.origin());
        return false;
    }

    /** What a log says. */
    public void hear(FromLog said) {
        switch (said) {
            case LogMark mark -> {
                if (follows(mark.stamp())) heard(mark.stamp());
            }
            case Missed answer -> hear(answer);
            case LogTail tail -> hear(tail);
            case EchoRequest request -> logs.ask(request.asker(), heardLately.answer(request));
        }
    }

    private void heard(Stamp stamp) {
        position = position.with(stamp.origin(), stamp.number());
    }

    private void hear(Missed answer) {
        if (answer.outcome() != MissedOutcome.COMPLETE) {
            receiver.missed(answer);
        } else if (follows(answer.stamp())) {
            heard(answer.stamp());
            receiver.missed(answer);
        } else {
            Gap gap = gaps.get(answer.origin());
            if (gap != null && gap.waiting.size() < WAITING) gap.waiting.add(answer);
        }
    }

    private void hear(LogTail tail) {
        Gap gap = gaps.get(tail.origin());
        if (gap == null || tail.after() > position.of(tail.origin())) return;
        switch (tail.outcome()) {
            case NOT_YET -> gap.askedAt = 0;
            // Whoever should have it has not: it is asked again, of whoever is known then.
            case UNKNOWN -> {}
            case TRIMMED, COMPLETE -> take(tail, gap);
        }
    }

    private void take(LogTail tail, Gap gap) {
        NodeId origin = tail.origin();
        if (tail.outcome() == TailOutcome.TRIMMED) {
            log.warn("events of {} after {} are lost", origin, position.of(origin));
            receiver.broken(origin);
        }
        for (LogEntry entry : tail.entries()) {
            if (entry.number() <= position.of(origin)) continue;
            position = position.with(origin, entry.number());
            Broadcast event = entry.stamped(origin);
            heardLately.add(event, event.stamp().orElseThrow(), entry.accepted());
            receiver.late(event);
        }
        position = position.with(origin, tail.upTo());
        if (!tail.last()) {
            ask(origin, gap);
            return;
        }
        gaps.remove(origin);
        strangers.remove(origin);
        gap.waiting.forEach(this::hear);
    }

    private void catchUp(NodeId origin) {
        if (!gaps.containsKey(origin)) catchUp(origin, new Gap());
    }

    private void catchUp(NodeId origin, Gap gap) {
        gaps.put(origin, gap);
        ask(origin, gap);
    }

    private void ask(NodeId origin, Gap gap) {
        gap.askedAt = clock.getAsLong();
        long heard = position.of(origin);
        long after = heard == 0 && strangers.contains(origin) ? LogMessage.STRANGER : heard;
        for (LogPlace place : logs.known()) {
            if (!place.origin().equals(origin)) continue;
            place.holder().ifPresent(holder -> logs.ask(holder, new TailRequest(self, origin, after)));
        }
    }

    /** A node is there, or is there again: what it has accepted meanwhile was not sent to this one. */
    public void joined(NodeId node) {
        remember(node);
        origins.put(node, THERE);
        catchUpAnew(node);
    }

    /** What its sockets have heard of a node that was out of sight, they are not to hear again. */
    private void remember(NodeId origin) {
        if (origins.putIfAbsent(origin, THERE) != null) return;
        Long heard = forgotten.remove(origin);
        if (heard != null) position = position.with(origin, heard);
        else strangers.add(origin);
    }

    /** It is not any more: what it has accepted last may not have been sent to this one. */
    public void left(NodeId node) {
        strangers.remove(node);
        if (origins.containsKey(node)) catchUpAnew(node);
    }

    /** Whoever was asked before is not the one to ask now. */
    private void catchUpAnew(NodeId node) {
        Gap gap = gaps.remove(node);
        catchUp(node, gap == null ? new Gap() : gap);
    }

    /** To be called every 100 ms: what was not answered is asked again, and logs that are over are forgotten. */
    public void tick() {
        long now = clock.getAsLong();
        Set<NodeId> known = new HashSet<>();
        for (LogPlace place : logs.known()) {
            known.add(place.origin());
            adopt(place);
        }
        for (NodeId origin : List.copyOf(origins.keySet())) {
            long since = known.contains(origin) ? THERE : Math.min(now, origins.getOrDefault(origin, THERE));
            origins.put(origin, since);
            if (since <= now - OBLIVION) forget(origin);
        }
        for (NodeId origin : List.copyOf(gaps.keySet())) {
            Gap gap = gaps.get(origin);
            if (gap != null && now - gap.askedAt >= AGAIN) ask(origin, gap);
        }
    }

    /** Of a log that ended before this node was there, its sockets are owed nothing. */
    private void adopt(LogPlace place) {
        Optional<EventLogs.End> end = place.end();
        if (end.isEmpty() || origins.putIfAbsent(place.origin(), THERE) != null) return;
        position = position.with(place.origin(), end.get().last());
    }

    private void forget(NodeId origin) {
        origins.remove(origin);
        strangers.remove(origin);
        heardLately.forget(origin);
        if (gaps.remove(origin) != null) {
            log.warn("what {} accepted after {} is lost: nobody has it", origin, position.of(origin));
            receiver.broken(origin);
        }
        forgotten.put(origin, position.of(origin));
        if (forgotten.size() > FORGOTTEN)
            forgotten.remove(forgotten.keySet().iterator().next());
        position = position.without(origin);
    }
}
